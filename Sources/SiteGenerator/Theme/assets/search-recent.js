// What was searched for on this device. It stays here: no server ever sees it.

const recentKey = "porchlight.searches", mostRecent = 6;

/** The last queries, the newest first; none where the browser keeps nothing. */
function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(recentKey) ?? "[]");
    return kept.filter((query) => typeof query === "string").slice(0, mostRecent);
  } catch {
    return [];
  }
}

/** Keeps a query. */
function remember(query) {
  if (!query || query.length > 100) return;
  keep([query, ...recent().filter((other) => other !== query)].slice(0, mostRecent));
}

/** Forgets them all. */
function forget() {
  keep([]);
}

function keep(queries) {
  try {
    localStorage.setItem(recentKey, JSON.stringify(queries));
  } catch {
    // Then the next page does not know.
  }
}
