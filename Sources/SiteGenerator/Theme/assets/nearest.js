// Which addresses look like one that does not exist: pairs of letters in common (Dice 1945). Pure.

/** The pairs of neighbouring letters and digits of a text. */
function pairs(text) {
  const letters = ` ${text.toLowerCase().normalize("NFD").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  return new Set(Array.from(letters, (_, at) => letters.slice(at, at + 2)).slice(0, -1));
}

function likeness(wanted, candidate) {
  let common = 0;
  for (const pair of candidate) if (wanted.has(pair)) common += 1;
  return (2 * common) / (wanted.size + candidate.size);
}

/** The best of `[[address, title], …]` for an address, best first: at most `limit`, none that is unlike. */
export function nearestAddresses(list, asked, limit = 5) {
  const path = pairs(asked);
  const name = pairs(asked.split("/").filter(Boolean).at(-1) ?? "");
  return list
    .map(([address, title], order) => {
      const last = pairs(address.split("/").filter(Boolean).at(-1) ?? "");
      const score = Math.max(likeness(path, pairs(address)), likeness(name, last), likeness(name, pairs(title)));
      return { address, title, score, order };
    })
    .filter(({ score }) => score >= 0.35)
    .sort((one, other) => other.score - one.score || one.order - other.order)
    .slice(0, limit);
}
