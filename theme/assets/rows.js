/* A link to a promise opens its row, which a browser does by itself where it can; and a promise that stands on the page
   of its year is shown there. A choice that shows what is closed unfolds it where the styles cannot, as in Firefox
   before 143, which knows no ::details-content. */
(() => {
  function open() {
    const name = decodeURIComponent(location.hash.slice(1))
    const found = document.getElementById(name)
    if (found) {
      for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true
      if (found.closest(".mp-row")) found.scrollIntoView({ block: "center" })
      return
    }
    for (const list of document.querySelectorAll("[data-mp-elsewhere]")) {
      for (const [page, ids] of Object.entries(JSON.parse(list.dataset.mpElsewhere))) {
        if (ids.some((id) => name === `${list.dataset.mpLetter}-${id}`)) location.replace(`${page}/${location.hash}`)
      }
    }
  }

  /* Paper shows what is open; Material unfolds everything for it. */
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(".mp-fold, .mp-quarter, .mp-complete")) {
      fold.classList.toggle("mp-folded", !fold.open)
    }
  }, true)

  if (location.hash) open()
  addEventListener("hashchange", open)
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "state" || CSS.supports("selector(::details-content)")) return
    const isOpen = target.id !== "mp-open" && target.id !== "mp-chain"
    for (const fold of document.querySelectorAll(".mp-quarter, .mp-complete")) fold.open = isOpen
  })
})()
