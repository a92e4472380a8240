/* What has the very words of a question, in its title, its id or anywhere in it, is listed before what Material finds,
   each item once, by its kind: so an exact title comes first, ids are found, and so is a Chinese phrase that begins in
   the middle of another. Comes with the index, when somebody searches. */
(() => {
  const MOST = 5
  const input = document.querySelector(".md-search__input")
  const result = document.querySelector(".md-search-result")
  let known = []

  const plain = (text) => new DOMParser().parseFromString(text, "text/html").documentElement.textContent.replace(/\u200b/g, "")
  const folded = (text) => text.toLowerCase().replace(/\u200b/g, "").trim()

  async function learn(answer) {
    const text = answer instanceof Blob ? await answer.text() : answer
    const { docs } = typeof text === "string" ? JSON.parse(text) : text
    const pages = new Map(docs.map((doc) => [doc.location, doc]))
    known = docs.map((doc) => {
      const { location: place, title, text } = doc, item = doc.kind ? doc : pages.get(place.replace(/#.*/, "")) ?? doc
      return { place, item, kind: item.kind ?? "", part: item === doc ? "" : title, text, words: folded(title), all: folded(text) }
    })
    show()
  }

  function rank({ words, all }, asked) {
    if (words === asked || words.startsWith(`${asked} (`)) return 0
    if (words.endsWith(`(${asked})`)) return 1
    if (words.startsWith(asked)) return 2
    return words.includes(asked) ? 3 : all.includes(asked) ? 4 : 9
  }

  /* The best place of each item, the best items first. */
  function found(asked) {
    const hits = known.map((doc) => ({ ...doc, rank: rank(doc, asked) })).filter((hit) => hit.rank < 9), best = new Map()
    for (const hit of hits.sort((one, other) => one.rank - other.rank)) if (!best.has(hit.item)) best.set(hit.item, hit)
    return [...best.values()]
  }

  /* What was asked for, with some words before and after it. */
  function excerpt(text, asked) {
    const at = Math.max(0, text.toLowerCase().indexOf(asked)), end = at + asked.length + 60
    const before = at < 40 ? text.slice(0, at) : `… ${text.slice(at - 40, at).replace(/^[^ ]* /, "")}`
    return before + (end < text.length ? `${text.slice(at, end).replace(/ [^ ]*$/, "")} …` : text.slice(at))
  }

  function entry({ place, item, part, text, rank }, asked, base) {
    const row = document.createElement("li"), link = document.createElement("a"), small = document.createElement("small")
    link.href = new URL(place, base)
    link.textContent = plain(item.title)
    const [told, ...said] = item.kind ? item.text.split("\n") : ["", item.text]
    const words = plain(part ? `${part}: ${text}` : said.join(" ")).replace(/\s+/g, " ")
    small.textContent = [plain(told).replace(/^.*? · /, ""), rank > 3 || part || !told ? excerpt(words, asked) : ""].filter(Boolean).join(" · ")
    row.append(link, small)
    return row
  }

  function group(kind, hits, asked, base) {
    const list = document.createElement("ol"), rest = hits.slice(MOST)
    list.append(...hits.slice(0, MOST).map((hit) => entry(hit, asked, base)))
    if (!kind) return [list]
    const head = document.createElement("h2")
    head.textContent = kind
    list.setAttribute("aria-label", kind)
    if (!rest.length) return [head, list]
    const fold = document.createElement("details"), more = document.createElement("summary"), others = document.createElement("ol")
    more.textContent = `+ ${rest.length}`
    fold.append(more, others)
    fold.addEventListener("toggle", () => { others.replaceChildren(...rest.map((hit) => entry(hit, asked, base))) }, { once: true })
    return [head, list, fold]
  }

  function show() {
    const asked = folded(input.value), base = new URL(JSON.parse(document.getElementById("__config").textContent).base, location)
    result.querySelector(".mp-hits")?.remove()
    if (asked.length < 2) return
    const hits = found(asked), kinds = new Map(hits.map(({ kind }) => [kind, []]))
    for (const hit of hits) kinds.get(hit.kind).push(hit)
    if (!hits.length) return
    const box = document.createElement("div")
    box.className = "mp-hits"
    for (const [kind, those] of kinds) box.append(...group(kind, those, asked, `${base.href.replace(/\/?$/, "/")}`))
    result.prepend(box)
  }

  if (!input || !result) return
  input.addEventListener("input", show)
  window.mpIndex.read.then(learn)
})()
