"""Publishing onto a branch, as one commit on top of what is there."""

from __future__ import annotations

from dataclasses import replace

from milepost.errors import SiteError
from milepost.git.writing.branch import Branch
from milepost.model.places import TODAY
from milepost.project.opening import Project
from milepost.publication.build_versions import files_in
from milepost.publication.changes import NO_JEKYLL, Standing, plan_of
from milepost.publication.publish import Published, Terms, build_on, outcome_of, warnings_of
from milepost.site.host.log import quiet
from milepost.site.workshop.rooms import workshop
from milepost.site.workshop.swap import writing
from milepost.versions.published.branch import SiteBranch


def publish_branch(project: Project, name: str, remote: str, terms: Terms, *, push: bool) -> Published:
    """Put the site on a branch as one commit; with `push`, on the remote's branch too, or on neither."""
    warnings = warnings_of(project, terms)
    branch = project.repository.branch(name, remote)
    branch.refuse_checkouts()
    if push:
        branch.fetch()
    if not terms.dry_run:
        branch.tidy()
    there = SiteBranch(project.repository, branch)
    _refuse_a_loss(branch)
    with quiet(), writing(name), workshop() as target:
        (target / NO_JEKYLL).touch()
        site, witnessed = build_on(project, there, target, terms)
        files = files_in(target)
        grown = {address: branch.name_of(file.read_bytes()) for address, file in files.items()}
        plan = plan_of(there, Standing(name, branch.files()), site, grown)
        commit = ""
        if not terms.dry_run and (plan.written or plan.removed):
            source = project.repository.revision("HEAD")
            message = f"Publish {site.today.status_date} ({source.sha[:10]})"
            wanted = {address: files[address] for address in plan.written}
            commit = branch.commit(wanted, plan.removed, message, source, project.repository.email(source.sha))
        sent = push and not terms.dry_run and branch.push(commit)
    done = outcome_of(site, plan, commit)
    warnings += done.warnings
    if push and not project.repository.is_on_remote(project.repository.sha("HEAD"), remote):
        warnings.append(f"HEAD is not on {remote} yet, so nobody else can verify this (git push)")
    return replace(done, warnings=tuple(warnings), sent=sent, witnessed=witnessed)


def _refuse_a_loss(branch: Branch) -> None:
    """Where somebody took the versions off the branch, say how they come back: built again they would be others."""
    if TODAY not in branch.files() and (last := branch.last_with(TODAY)):
        back = f"git commit-tree {last[:10]}^{{tree}} -p {branch.tip} -m 'Bring the versions back'"
        raise SiteError(
            f"{branch.name} had versions up to {last[:10]}, and has none now: mkdocs gh-deploy or a push took them away"
            f' (git branch -f {branch.name} "$({back})" brings them back; then publish once more)'
        )
