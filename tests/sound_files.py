"""Sound files: a small project that hangs together, with every kind of item, as the seeds of odd inputs."""

from __future__ import annotations

from collections.abc import Mapping

CHARTER = """\
name: Harbour line
client: Harbour Ferries
vendor: Northlight Studio
summary: Passengers buy a ticket on *any* phone, see <milestone:beta>.
language: en
timezone: Europe/Oslo
start: 2026-01-12
goals: [{goal: 60 % online, result: 61 % in November}]
scope: {included: [Shop], excluded: [Rostering]}
phases:
  - {id: build, title: Build}
contacts:
  - {name: Project office, role: Manager, side: vendor, email: status@example.org}
rhythm: {every: week, day: friday, grace_days: 2}
communication:
  - {what: Update, when: Fridays, how: here, for: everyone}
feedback: {email: status@example.org, form: https://example.org/feedback}
"""
RISKS = """\
- id: R-1
  title: The supplier is late
  kind: threat
  effect: Nobody can pay by card
  probability: 3
  impact: 4
  response: reduce
  plan: A second supplier
  affects: [beta, "commitment:C-2"]
  near: 2026-05-01
  closed: {on: 2026-05-04, because: passed}
"""
MILESTONES = """\
- id: beta
  title: The beta is open
  phase: build
  start: 2026-02-02
  due: 2026-03-06
  done: 2026-03-09
  progress: 60
  after: [kick-off]
  owner: Design lead
  acceptance: The client has signed.
  reason: |
    A second round, see [this](milestone:kick-off).
  cause: client
  rebaselined: {on: 2026-02-20, due: 2026-03-06, approved_by: Steering group, change: CR-2}
- {id: kick-off, title: "We begin", due: 2026-01-16, cancelled: 2026-04-01, was: [start], visibility: public}
"""
COMMITMENTS = """\
- id: C-014
  promise: Pilot passengers can buy a ticket
  from: vendor
  to: Harbour Ferries
  made: 2026-02-06
  due: 2026-04-15
  milestone: beta
  kept: 2026-04-14
  evidence: https://example.org/beta
- {id: C-2, promise: Send the fares, from: client, due: 2026-03-01, withdrawn: {on: 2026-03-20, agreed_with: Both}}
"""
UPDATE = """\
---
status: amber
headline: Design is signed off three days late
author: Project office
period: week
why: One supplier.
---
All is [well](commitment:C-014), see <milestone:beta> and ![a picture](img/a.png).

## Done

- One ~~two~~ `three`

| a | b |
|---|---|
| 1 | 2 |

## Needed from you
"""
LESSON = """\
---
title: Ask first
date: 2026-05-08
kind: improve
phase: build
tags: [suppliers]
milestone: beta
applied: [{on: 2026-06-01, where: Checklist}]
---
What happened.
"""
PROBLEMS = """\
- id: P-3
  title: Card payments are refused in the morning rush
  severity: high
  effect: One in six purchases fails
  risk: R-1
  due: 2026-06-12
  workaround: Passengers pay at the pier
  owner: Payments team
  affects: [beta]
  thread:
    - {on: 2026-05-22, state: investigating, text: Seen on three mornings.}
    - {on: 2026-06-09, state: resolved, text: The supplier has raised its limit.}
"""
DECISIONS = """\
- id: D-4
  title: Do we keep the paper tickets?
  from: client
  due: 2026-04-15
  options: [Keep them until December, End them at go-live]
  if_late: Each week later moves the training by a week
  affects: [beta]
  decided: 2026-04-22
  decision: Paper tickets end at go-live
  why: Two systems would confuse the staff.
  by: Steering group
  consulted: [Head of operations]
"""
CHANGES = """\
- id: CR-2
  title: A second review round
  why: The authority wants to see its wishes carried out.
  side: client
  raised_by: Harbour authority liaison
  requested: 2026-02-18
  action: add
  contract: outside
  impact: {days: 7, cost: "4,800 EUR", effort: 6 days, scope: One more review}
  affects: [beta, kick-off]
  decided: {on: 2026-02-20, outcome: approved, by: Steering group}
  implemented: 2026-04-10
"""
FEEDBACK = """\
- id: F-5
  title: Two ferries at one pier confuse people
  on: 2026-03-13
  phase: build
  raised_by: Head of sales
  kind: wish
  rating: 4
  said: Good that you were on the piers.
  answer: The ticket will name the number of the pier.
  answered: 2026-03-16
  outcome: planned
  actions: [C-2, CR-2]
"""
MEETING = """\
---
title: Steering group, March
kind: steering
present: [Head of sales, Project office]
absent: [Head of operations]
next: 2026-04-08
approved: {on: 2026-03-18, by: Steering group}
---
The click dummy was shown, see <decision:D-4>.
"""
BUDGET = """\
- id: B-1
  title: The ticket shop
  unit: hours
  agreed: 400
  used: 120
  as_of: 2026-03-05
  forecast: 410
  change: CR-2
"""
CLOSING = """\
---
title: Six of ten tickets are bought on a phone
on: 2026-11-20
accepted: {on: 2026-11-24, by: Steering group}
---
## What was achieved

Tickets, see <commitment:C-014>.

## What was not achieved

<decision:D-4> came late.

## Thanks and what follows

<problem:P-3> is watched.
"""
GLOSSARY = "UAT: Tests by users\nclick dummy: Screens one can click\n"
PAGE = "---\ntitle: About us\nvisibility: public\n---\n# About\n\nSee [the plan](plan.md) and UAT.\n"

FILES: Mapping[str, str] = {
    "project.yml": CHARTER,
    "milestones.yml": MILESTONES,
    "commitments.yml": COMMITMENTS,
    "updates/2026-03-06.md": UPDATE,
    "lessons/ask.md": LESSON,
    "risks.yml": RISKS,
    "problems.yml": PROBLEMS,
    "decisions.yml": DECISIONS,
    "changes.yml": CHANGES,
    "feedback.yml": FEEDBACK,
    "meetings/2026-03-04.md": MEETING,
    "budget.yml": BUDGET,
    "closing.md": CLOSING,
    "glossary.yml": GLOSSARY,
    "about-us.md": PAGE,
}
"""The project: each file with what it holds. Its picture is no text."""
PICTURE = "updates/img/a.png"
