/* Topic chips filter the lessons in place; without this script they lead to the list by topic. A chart that is wider than
   its card shows the status date, or the end where it has none; without this script it shows the beginning. */
(() => {
  for (const card of document.querySelectorAll(".mp-scroll")) {
    const today = card.querySelector(".mpc-today")?.getBoundingClientRect()
    card.scrollLeft += today ? today.left - card.getBoundingClientRect().left - card.clientWidth * 0.6 : card.scrollWidth
  }

  const chips = [...document.querySelectorAll("[data-mp-topic]")]
  const cards = document.querySelectorAll("[data-mp-topics]")
  const status = document.querySelector("[data-mp-shown]")

  function show(topic) {
    let shown = 0
    for (const card of cards) {
      card.hidden = topic !== "" && !card.dataset.mpTopics.split(" ").includes(topic)
      shown += card.hidden ? 0 : 1
    }
    for (const chip of chips) {
      if (chip.dataset.mpTopic === topic) chip.setAttribute("aria-current", "true")
      else chip.removeAttribute("aria-current")
    }
    if (status) status.textContent = `${shown} / ${cards.length}`
  }

  for (const chip of chips) {
    chip.addEventListener("click", (event) => {
      event.preventDefault()
      const topic = chip.hasAttribute("aria-current") ? "" : chip.dataset.mpTopic
      show(topic)
      history.replaceState(history.state, "", topic ? `#${topic}` : location.pathname + location.search)
    })
  }

  /* A topic has an address, and who comes by it finds its lessons alone. */
  function arrive() {
    const topic = decodeURIComponent(location.hash.slice(1))
    const chip = topic && chips.find((one) => one.dataset.mpTopic === topic)
    if (!chip) return
    show(topic)
    chip.scrollIntoView({ block: "center" })
  }

  if (chips.length) {
    arrive()
    addEventListener("hashchange", arrive)
  }
})()
