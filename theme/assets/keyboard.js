/* What Material leaves to the pointer: into the drawer and out of it, and back to where one was before a search. */
(() => {
  const drawer = document.getElementById("__drawer")
  const search = document.getElementById("__search")
  const panel = () => document.querySelector(".md-sidebar--primary")
  const opener = button(document.querySelector(".md-header [for=__drawer]"))
  let before = null
  let key = ""

  /* A label is opened by pointer alone; without this script the tick box behind it can be reached instead. */
  function button(label) {
    const made = document.createElement("button")
    made.type = "button"
    made.className = `${label.className} mp-opener`
    made.setAttribute("aria-label", drawer.getAttribute("aria-label") ?? "")
    made.setAttribute("aria-expanded", drawer.checked)
    made.append(...label.childNodes)
    made.addEventListener("click", () => drawer.click())
    label.replaceWith(made)
    return made
  }

  function leave() {
    drawer.click()
    opener.focus()
  }

  drawer.addEventListener("change", () => {
    opener.setAttribute("aria-expanded", drawer.checked)
    if (drawer.checked && opener.matches(":focus-visible")) requestAnimationFrame(() => panel()?.querySelector("a")?.focus())
  })

  /* A browser that goes back may remember the tick box, and nobody wants the menu again. */
  addEventListener("pageshow", () => {
    drawer.checked = false
    opener.setAttribute("aria-expanded", false)
  })

  /* The search closes itself, and leaves the reader nowhere. */
  search?.addEventListener("change", () => {
    if (!search.checked && key === "Escape") before?.focus({ preventScroll: true })
  })

  document.addEventListener("keydown", (event) => {
    key = event.key
    if (key === "Escape" && drawer.checked) leave()
  }, true)

  document.addEventListener("focusin", ({ target, relatedTarget }) => {
    if (target.matches(".md-search__input")) before = relatedTarget
    if (drawer.checked && target !== opener && !panel()?.contains(target)) drawer.click()
  })

  /* The row of buttons that appears on code is no landmark. */
  new MutationObserver(() => {
    for (const row of document.querySelectorAll("nav.md-code__nav:not([role], [aria-label])")) row.setAttribute("role", "none")
  }).observe(document.body, { childList: true, subtree: true })
})()
