/* What changed since a reader last looked, which this browser alone remembers. A visit ends after twelve hours without a
   page; three earlier ones are kept. A second look, or a second tab, belongs to the same visit: nothing is lost by it. */
(() => {
  const HOURS = 12, EARLIER = 3
  const config = JSON.parse(document.getElementById("__config").textContent)
  const root = new URL(config.base.replace(/\/?$/, "/"), location)
  const key = `milepost:${root.pathname}`
  const lang = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang
  const say = (moment, dateStyle) => new Intl.DateTimeFormat(lang, { dateStyle }).format(new Date(moment))
  /* As new as the page that asks: an older one in the cache would say that nothing has changed. */
  const events = async () => (await fetch(new URL("versions/events.json", root), { cache: "no-cache" })).json()

  function kept() {
    const known = JSON.parse(localStorage.getItem(key) ?? "{}")
    return known.visits ?? [known.before, known.last].filter(Boolean).map((visit) => ({ ...visit, seen: visit.on }))
  }

  /* The visits before this one, the latest first. */
  async function visits() {
    const now = new Date(), known = kept(), last = known.at(-1)
    const goesOn = last && now - new Date(last.seen) < HOURS * 3600e3
    if (goesOn) last.seen = now.toISOString()
    else known.push({ on: now.toISOString(), seen: now.toISOString(), marks: await events() })
    const all = known.slice(-1 - EARLIER)
    localStorage.setItem(key, JSON.stringify({ visits: all }))
    return all.slice(0, -1).reverse()
  }

  const unseen = (marks, visit) => {
    const seen = new Set(visit.marks)
    return marks.filter((mark) => !seen.has(mark))
  }

  /* On the overview and in the record: how many changes there were. */
  async function count(earlier) {
    const link = document.querySelector("[data-mp-since]")
    if (!link || !earlier.length) return
    const news = unseen(await events(), earlier[0]).length
    const words = news === 0 ? link.dataset.mpNone : news === 1 ? link.dataset.mpOne : link.dataset.mpSince
    link.textContent = words.replace("%n%", news).replace("%day%", say(earlier[0].on, "long"))
  }

  /* On their own page: which changes they are, since each of the visits. */
  function show(earlier) {
    const told = document.querySelector("[data-mp-visited]")
    const options = [...document.querySelectorAll("[data-mp-span=visit]")]
    if (!told || !earlier.length) return
    const changes = [...document.querySelectorAll("[data-mp-mark]")]
    function since(visit) {
      const fresh = new Set(unseen(changes.map((change) => change.dataset.mpMark), visit))
      for (const day of document.querySelectorAll("[data-mp-day]")) day.classList.remove("mp-fresh")
      for (const change of changes) {
        const isNew = fresh.has(change.dataset.mpMark)
        change.classList.toggle("mp-fresh", isNew)
        if (isNew) change.closest("[data-mp-day]").classList.add("mp-fresh")
      }
      told.textContent = told.dataset.mpVisited.replace("%day%", say(visit.on, "long"))
        + (fresh.size ? "" : ` ${told.dataset.mpNothing}`)
    }
    earlier.forEach((visit, place) => {
      const option = options[place]
      const input = option.querySelector("input")
      if (place) option.querySelector("span").textContent = say(visit.on, "medium")
      option.hidden = false
      input.addEventListener("change", () => since(visit))
    })
    options[0].querySelector("input").checked = true
    since(earlier[0])
  }

  /* A browser that remembers nothing gets what a first visit gets. */
  visits().then((earlier) => Promise.all([count(earlier), show(earlier)])).catch(() => {})
})()
