// From the words of a query to the terms of the index: Read/QueryPlan.swift, step by step.
//
// Planning never waits. What it needs of files that are not here yet is noted on the shelf; words that
// depend on them are left out, and the plan is made again when the files have come.

const maximumWords = 32, maximumBytes = 2048;
const mostAlternatives = 4, mostSynonyms = 3, shortQuery = 3, frequentFunctionWord = 1000;
const leastPrefixBytes = 2, leastSuffixLetters = 5, leastHalfBytes = 3;
const leastLetters = 4, leastForTwoEdits = 8, mostLetters = 32;

/** The words of a query, and whether it ends within one, which may be half typed. */
function queryWords(query) {
  const text = query.replace(/\p{Cs}/gu, "\ufffd"), bytes = new TextEncoder().encode(text);
  let end = Math.min(bytes.length, maximumBytes);
  while (end > 0 && end < bytes.length && (bytes[end] & 0xc0) === 0x80) end -= 1;
  const words = [];
  scan(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, end)), (form, isBeside) => {
    if (words.length < maximumWords) words.push({ form, isBeside });
  });
  const last = [...text.slice(-2)].at(-1);
  return { words, isOpen: last !== undefined && endsInWord(last.codePointAt()) };
}

/** 256 times the logarithm to base 2, rounded down, in whole numbers (Read/Logarithm.swift). */
function base2(number) {
  if (number <= 1) return 0;
  const whole = 31 - Math.clz32(number);
  let rest = whole >= 15 ? number >> (whole - 15) : number << (15 - whole), result = whole;
  for (let bit = 0; bit < 8; bit += 1) {
    rest = (rest * rest) >>> 15;
    result *= 2;
    if (rest >= 65536) {
      rest >>>= 1;
      result += 1;
    }
  }
  return result;
}

const digit = /\d/;

/** The letters of a word that is corrected, or that may be meant; undefined for others. */
function correctable(form) {
  if (/[\d.]/.test(form)) return undefined;
  const letters = [...textOf(form)], { length } = letters;
  const isWord = length >= leastLetters && length <= mostLetters && classOf(letters[0].codePointAt()) === 1;
  return isWord ? letters : undefined;
}

/** The distance of two words (Read/Spelling.swift); undefined for more than a limit. */
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return undefined;
    before = last;
    last = row;
  }
  return last[b.length] <= limit ? last[b.length] : undefined;
}

const byFrequency = (a, b) => b.frequency - a.frequency || a.number - b.number;

/** The most that a step of impact can earn a group. */
const weightOf = ({ alternatives }) => Math.max(0, ...alternatives.map(({ weight }) => weight));

/** The position of the first word that is not before another. */
const lowerBound = ({ forms }, form) => firstNot(forms.length, (at) => forms[at] < form);

/** The term of a word in a block of the vocabulary; null where there is none. */
function look(block, form) {
  const at = lowerBound(block, form);
  return block.forms[at] === form ? block.terms[at] : null;
}

/**
 * Finds out what each word of a query stands for.
 *
 * A group is a word with its alternatives, each a term, the reason, and what a step of its impact
 * earns; an answer earns the best of them. `isBeside` groups cover the same place as others.
 */
function plan({ words, isOpen }, shelf) {
  const { weights, unitCount, vocabulary: common } = shelf.head;
  const rarity = ({ frequency }) => Math.max(1, base2(2 * unitCount + 2) - base2(2 * frequency + 1));
  const seen = new Set();
  let groups = words.flatMap(group);
  for (const one of groups) {
    if (one.isBeside || one.isPending) continue;
    if (one.alternatives.length) one.source ?? addMisspelt(one);
    else if (!(one.source && hasSynonyms(one.source.number))) addUnseen(one);
    if (!one.source && !one.isPending) addEndings(one);
  }
  addSynonyms();
  addJoined();
  const isPending = groups.some((one) => one.isPending);
  const unknown = groups.filter((one) => !one.alternatives.length && !one.isBeside && !one.isPending);
  groups = groups.filter((one) => one.alternatives.length && !one.isRepeated);
  weighFunctionWords();
  return { groups, unknown: unknown.map(({ form }) => form), isPending, rarity };

  function group({ form, isBeside }, place) {
    const isNew = !seen.has(form);
    if (isBeside && !isNew) return [];
    seen.add(form);
    const made = { form, isBeside, alternatives: [], source: null, isRepeated: !isBeside && !isNew, isPending: false };
    const term = find(form);
    if (term === undefined) made.isPending = true;
    if (term) {
      made.source = term;
      if (term.frequency > 0) made.alternatives.push(alternative(term, form, 64, "exact"));
    }
    if (place === words.length - 1 && isOpen) addLonger(made);
    return [made];
  }

  // A word's term; null where there is none, undefined while the file that may hold it is missing.
  function find(form, isShort = true) {
    const term = look(common, form);
    if (term || !isShort) return term;
    const rare = shelf.rareVocabulary(form);
    return rare ? look(rare, form) : undefined;
  }

  function alternative(term, form, quality, reason, most = Infinity) {
    const weight = Math.max(1, Math.floor((Math.min(rarity(term), most) * quality) / 64));
    return { term, weight, reason, form };
  }

  // The blocks of the vocabulary in which words like a word may stand.
  function blocks(form) {
    return [common, shelf.rareVocabulary(form)].filter(Boolean);
  }

  // Words that begin with the last, perhaps half-typed word: those in the most answers.
  function addLonger(one) {
    if (one.form.length < leastPrefixBytes) return;
    one.isPending ||= shelf.rareVocabulary(one.form) === null;
    if (one.isPending) return;
    const known = new Set(one.alternatives.map(({ term }) => term.number));
    const most = one.alternatives.length ? rarity(one.alternatives[0].term) : Infinity;
    const found = [];
    for (const block of blocks(one.form)) {
      for (let at = lowerBound(block, one.form); block.forms[at]?.startsWith(one.form); at += 1) {
        const term = block.terms[at];
        if (term.frequency === 0 || known.has(term.number)) continue;
        known.add(term.number);
        found.push({ term, form: block.forms[at] });
      }
    }
    found.sort((a, b) => byFrequency(a.term, b.term));
    for (const { term, form } of found.slice(0, one.alternatives.length ? 1 : mostAlternatives)) {
      one.alternatives.push(alternative(term, form, weights.prefix, "prefix", most));
    }
  }

  // What a word that the site never uses may stand for.
  function addUnseen(one) {
    addParts(one);
    if (one.alternatives.length || one.isPending) return;
    one.source = null;
    const near = sameBeginning(one.form);
    // A word at one edit is meant rather than one that only begins alike.
    if (!near?.isOneEdit) addNeighbours(one, near ? 1 : 2);
    if (one.source || one.isPending) return;
    if (near) {
      one.source = near.term;
      if (near.term.frequency > 0) one.alternatives.push(alternative(near.term, near.form, weights.suffix, "suffix"));
    } else addHalves(one);
  }

  // Two words written as one: `powersupply` is `power` and `supply`. Of the places where both halves
  // are common words, the first counts; the rarer half stands for the whole.
  function addHalves(one) {
    const { form } = one;
    for (let at = leastHalfBytes; at <= form.length - leastHalfBytes; at += 1) {
      const halves = [look(common, form.slice(0, at)), look(common, form.slice(at))];
      if (!halves.every((term) => term?.frequency > 0 && !term.isFunctionWord)) continue;
      one.source = halves[1].frequency < halves[0].frequency ? halves[1] : halves[0];
      one.alternatives.push(alternative(one.source, form, weights.compound, "split"));
      return;
    }
  }

  // Digits and letters apart: `5ghz` is `5` and `ghz`. The rarer half stands for the whole.
  function addParts(one) {
    const { form } = one;
    for (let at = 1; at < form.length; at += 1) {
      if (digit.test(form[at]) === digit.test(form[at - 1])) continue;
      if (form[at - 1] > "\x7f" || form[at] > "\x7f") continue;
      const first = find(form.slice(0, at));
      const second = first === null ? null : find(form.slice(at));
      if (first === undefined || second === undefined) one.isPending = true;
      if (one.isPending) return;
      if (!first || !second) continue;
      one.source = first.frequency < second.frequency ? first : second;
      one.alternatives.push(alternative(one.source, form, weights.compound, "split"));
      return;
    }
  }

  // Another form of the same word: the neighbour in the vocabulary that shares all but the last
  // three letters of either.
  function sameBeginning(form) {
    let best = null;
    for (const block of blocks(form)) {
      const place = lowerBound(block, form);
      for (const at of [place - 1, place]) {
        const near = block.forms[at];
        if (near === undefined || digit.test(form)) continue;
        let shared = 0;
        while (shared < near.length && near[shared] === form[shared]) shared += 1;
        const isNear = shared >= leastSuffixLetters && form.length - shared <= 3 && near.length - shared <= 3;
        if (isNear && shared > (best?.shared ?? 0)) best = { shared, term: block.terms[at], form: near };
      }
    }
    return best && { ...best, isOneEdit: distance([...textOf(best.form)], [...textOf(form)], 1) !== undefined };
  }

  // A last word that no page has may be half typed, or it may be wrong: a common word at one edit
  // stands beside those that it begins.
  function addMisspelt(one) {
    const word = correctable(one.form);
    if (!word) return;
    const found = commonCandidates(word, 1).filter(({ letters }) => distance(word, letters, 1) !== undefined);
    const terms = found.sort(nearer(word)).map(({ form }) => ({ form, term: look(common, form) }));
    const isKnown = (term) => one.alternatives.some((other) => other.term.number === term.number);
    const first = terms.find(({ term }) => term.frequency > 0 && !isKnown(term));
    const most = rarity(one.alternatives[0].term);
    if (first) one.alternatives.push(alternative(first.term, first.form, weights.prefix, "spelling", most));
  }

  // A lone sign of a script without spaces stands in the vocabulary only as half of a pair: beside the
  // pairs that it begins, those that it ends.
  function addEndings(one) {
    const letters = [...textOf(one.form)];
    if (letters.length !== 1 || classOf(letters[0].codePointAt()) !== run) return;
    const most = one.alternatives.length ? rarity(one.alternatives[0].term) : Infinity;
    const known = new Set(one.alternatives.map(({ term }) => term.number));
    const found = common.forms.map((form, at) => ({ form, term: common.terms[at] }))
      .filter(({ form, term }) => form.length > one.form.length && form.endsWith(one.form) && term.frequency > 0);
    let room = mostAlternatives;
    for (const { form, term } of found.sort((a, b) => byFrequency(a.term, b.term))) {
      if (room === 0 || known.has(term.number)) continue;
      known.add(term.number);
      one.alternatives.push(alternative(term, form, weights.prefix, "prefix", most));
      room -= 1;
    }
  }

  // Of words at as many edits: the same first letter, then in the most answers.
  function nearer(word) {
    const isOther = ({ letters }) => Number(letters[0] !== word[0]);
    return (a, b) =>
      isOther(a) - isOther(b) || b.magnitude - a.magnitude || (a.form < b.form ? -1 : Number(a.form > b.form));
  }

  // The nearest words: fewest edits, then the same first letter, then in the most answers.
  function addNeighbours(one, most) {
    const word = correctable(one.form);
    if (!word) return;
    const limit = word.length >= leastForTwoEdits ? most : 1;
    const near = candidates(word, limit);
    if (!near) {
      one.isPending = true;
      return;
    }
    const all = near.map((candidate) => ({ ...candidate, edits: distance(word, candidate.letters, limit) }));
    const least = Math.min(...all.map(({ edits }) => edits ?? Infinity));
    const found = all.filter(({ edits }) => edits === least).sort(nearer(word));
    const known = new Set();
    for (const { form } of found.slice(0, mostAlternatives)) {
      const term = find(form);
      if (term === undefined) one.isPending = true;
      if (!term || known.has(term.number)) continue;
      known.add(term.number);
      // A rarer neighbour says no more than the first: that it is rare makes it no likelier.
      const rarest = one.source ? rarity(one.source) : Infinity;
      one.source ??= term;
      if (term.frequency === 0) continue;
      const quality = least === 1 ? weights.oneEdit : weights.twoEdits;
      one.alternatives.push(alternative(term, form, quality, "spelling", rarest));
    }
  }

  // Common words of about the same length.
  function commonCandidates(word, limit) {
    const least = Math.max(1, word.length - limit), most = word.length + limit, found = [];
    common.forms.forEach((form, at) => {
      if (form.length < least || form.length > most * 4) return;
      const letters = correctable(form);
      if (!letters || letters.length < least || letters.length > most) return;
      found.push({ form, letters, magnitude: 32 - Math.clz32(common.terms[at].frequency) });
    });
    return found;
  }

  function candidates(word, limit) {
    const least = Math.max(1, word.length - limit), most = word.length + limit;
    const found = commonCandidates(word, limit);
    const firsts = new Set(word.slice(0, 2));
    const more = [...firsts].map((letter) => shelf.candidates(letter.codePointAt(), least, most));
    return more.includes(null) ? null : found.concat(...more);
  }

  function hasSynonyms(number) {
    return shelf.head.synonyms.some((group) => group.words.some((words) => words.length === 1 && words[0] === number));
  }

  // What the words and phrases that begin at a place may also mean, in the order of the groups, the
  // most frequent first; a phrase stands for its rarest word, a function word only without another.
  function meanings(terms, start) {
    const isHere = (words) => words.length && words.every((number, at) => terms[start + at]?.number === number);
    return shelf.head.synonyms.flatMap((group) => group.words.filter(isHere).map((words) => {
      const others = group.meaning.filter((meaning) => String(meaning) !== String(words));
      return { length: words.length, terms: others.map(rarest).filter(Boolean).sort(byFrequency) };
    }));
  }

  function rarest(numbers) {
    const terms = numbers.map((number) => termOf(number)).filter((term) => term?.frequency > 0);
    return terms.sort((a, b) =>
      a.isFunctionWord - b.isFunctionWord || a.frequency - b.frequency || a.number - b.number)[0];
  }

  // A common term by its number; the numbers ascend.
  function termOf(number) {
    const term = common.distinct[firstNot(common.distinct.length, (at) => common.distinct[at].number < number)];
    return term?.number === number ? term : undefined;
  }

  function addSynonyms() {
    const places = groups.filter(({ isBeside }) => !isBeside), sources = places.map(({ source }) => source);
    places.forEach((one, start) => {
      if (!one.source) return;
      let room = mostSynonyms;
      for (const { length, terms } of meanings(sources, start)) {
        const most = length === 1 ? rarity(one.source) : Infinity, added = [];
        for (const term of terms) {
          const isKnown = [...one.alternatives, ...added].some((known) => known.term.number === term.number);
          if (room === 0 || (length === 1 && isKnown)) continue;
          room -= 1;
          added.push(alternative(term, one.form, weights.synonym, "synonym", most));
        }
        if (length === 1) one.alternatives.push(...added);
        else groups.push({ form: one.form, isBeside: true, alternatives: added, source: null });
      }
    });
  }

  // Neighbours that the site writes as one word: `log in` is `login`.
  function addJoined() {
    const single = words.filter(({ isBeside }) => !isBeside);
    for (let at = 1; at < single.length; at += 1) {
      const form = single[at - 1].form + single[at].form;
      if (form.length > 32 || seen.has(form)) continue;
      seen.add(form);
      const term = find(form, single.length <= shortQuery);
      if (!term || term.isFunctionWord || term.frequency === 0) continue;
      // The joined word says no more than its halves, which may be found beside it.
      const halves = groups.filter((one) => one.source && [single[at - 1].form, single[at].form].includes(one.form));
      const most = halves.length ? Math.max(...halves.map(({ source }) => rarity(source))) : Infinity;
      const joined = alternative(term, form, weights.compound, "joined", most);
      groups.push({ form, isBeside: true, alternatives: [joined], source: null });
    }
  }

  // Function words weigh little beside others, and all that they are worth when they are alone.
  function weighFunctionWords() {
    const isFunctionWord = ({ alternatives: [first] }) => first.reason === "exact" && first.term.isFunctionWord;
    if (!isPending && !groups.some((one) => !isFunctionWord(one) && !one.isBeside)) return;
    groups = groups.filter((one) =>
      !isFunctionWord(one) || one.alternatives[0].term.frequency <= frequentFunctionWord);
    for (const one of groups.filter(isFunctionWord)) {
      one.alternatives = one.alternatives.map((each) =>
        ({ ...each, weight: Math.max(1, Math.floor((each.weight * weights.functionWord) / 64)) }));
    }
  }
}
