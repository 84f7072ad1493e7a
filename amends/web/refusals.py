"""What a rule's refusal says to the person: code by code, in his language, with what to do.

Rule ids such as S4c-01 stand beside the sentence. A finding says what the review says.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from amends.playbook.contract import HINTS, LABELS
from amends.playbook.review import sentences_of
from amends.web.reader import language


RULE = re.compile(r"^(?:S\d[a-d]?|C)-\d{2}[a-z]?$")
SENTENCES = {
    "reason_missing": _("Please write a reason: it is kept with the case."),
    "no_such_device": _("This browser gave no address where it can be reached."),
    "investigation_empty": _("Please write what you found out."),
    "no_investigation": _("First write down what you found out."),
    "no_wish": _("First note what the customer wants, or that he was asked."),
    "wish_empty": _("Please write what the customer wants."),
    "no_cause": _("First name the cause, or say that it is unknown."),
    "cause_missing": _("Please name a cause, or say that it is unknown."),
    "cause_kind": _("Please choose what kind of cause it is."),
    "cause_of_another_brand": _("This cause belongs to another brand."),
    "open_promise": _("A promise is still open: keep it first."),
    "promise_empty": _("Please write what was promised."),
    "promise_settled": _("This promise is settled already."),
    "promise_in_the_past": _("A promise needs a time in the future."),
    "promise_needs_reason": _(
        "This is more than an hour away: say why it takes that long, or promise a word before."
    ),
    "promise_without_zone": _("A promise needs an exact time."),
    "open_remedy": _("A remedy is not delivered yet."),
    "one_remedy": _("There is a remedy already; only a gift of goodwill may come beside it."),
    "amount_needs_currency": _("Please say in which currency."),
    "no_such_remedy": _("Please choose one of the remedies."),
    "remedy_decided": _("This remedy was decided already."),
    "remedy_not_approved": _("This remedy waits for approval."),
    "entitlement_is_no_gift": _("What the customer is owed is not a gift."),
    "gift_before_fix": _("First make it good: a gift comes after the fix."),
    "no_such_verdict": _("Please choose a verdict."),
    "lives_on_elsewhere": _("This case lives on in another one: undo the merge instead."),
    "case_is_closed": _("This case is closed: open it again first."),
    "safety_never_sleeps": _("A safety case never goes out of sight."),
    "sleep_in_the_past": _("Please choose a time in the future."),
    "sleep_too_long": _("Thirty days are the most a case may be out of sight."),
    "clock_nearly_out": _("Its clock is nearly out: answer first."),
    "too_many_tags": _("Twelve tags are the most for one case."),
    "tag_empty": _("Please write a word for the tag."),
    "note_empty": _("Please write something for your colleagues."),
    "monitor_without_name": _("Please give at least one name to listen for."),
    "word_too_short": _("A single letter cannot be listened for."),
    "too_many_words": _("Two thousand spellings are the most for one monitor."),
    "disclosure_missing": _("Say there who you are, and write down how you said it."),
    "place_or_words_missing": _("Please write where it was, and what was said."),
    "link_is_none": _("Please give the address of a page, such as https://shop.example/feed."),
    "delight_empty": _("Please write what you did."),
    "not_answered": _("Nobody has answered this yet."),
    "case_at_work": _("Its case is being worked on already: close it there."),
    "merge_into_itself": _("This is the same case: give the number of the other one."),
    "other_brand": _("Cases of two brands stay two."),
    "not_one_person": _(
        "These are the words of two people. Each keeps a case of his own, or one would read the other's answer."
    ),
    "not_being_worked_on": _("Only cases that are being worked on can be merged."),
    "no_files_here": _(
        "No file can go along here: only in private, where the channel carries them."
    ),
    "file_not_allowed": _(
        "This is no photo, voice message, short video, PDF or plain text, whatever its name says."
    ),
    "file_too_big": _("A file may have ten megabytes at most."),
    "files_too_big": _("Together these files are too big for a mailbox."),
    "file_empty": _("One of the files is empty."),
    "too_many_files": _("Four files are the most for one answer."),
    "snippet_empty": _("Please give it a name, and write it in one language at least."),
    "snippet_twice": _("There is a fact of this name already."),
    "snippet_too_long": _("Six hundred characters are the most: one fact, not a letter."),
    "snippet_finished": _(
        "This is a finished answer: greeting, thanks, apology or farewell make it canned. Keep the fact alone; the rest is written to one person."
    ),
    "snippet_sent_before": _(
        "Nearly these words went out as a reply lately. What everybody gets is canned; keep the fact alone."
    ),
    "no_such_snippet": _("This fact was taken away."),
    "too_many_snippets": _("Forty facts are the most: nobody finds one among more."),
    "reply_on_its_way": _("A reply is still on its way from this case: wait until it is out."),
    "not_merged": _("This case is not merged."),
    "merge_is_old": _(
        "A merge can be undone for a day. Now split the words that belong apart."
    ),
    "merge_went_on": _(
        "Something was answered since the merge. Split the words that belong apart."
    ),
    "nothing_chosen": _("Please choose the words that go into the new case."),
    "nothing_left": _("Leave something in this case: not everything can go."),
    "rests_no_more": _("It rests no more: it is out, or on its way."),
    "second_look": _("Very many people will read this: read it once more, and say so."),
    "not_held": _("It does not wait for a second look any more."),
    "already_on_its_way": _("It is on its way already and cannot be called back."),
    "no_such_case": _("There is no case of that number at this brand."),
    "no_such_outcome": _("Please choose how it ended."),
    "not_confirmed": _("The customer has not confirmed yet that it is solved."),
    "invitations_off": _("Your policy invites nobody to change a review."),
    "place_forbids_invitations": _(
        "This place does not allow to ask for a changed review, or does not say that it does."
    ),
    "invited_before": _("The customer was invited once; nobody is asked again."),
    "remedy_too_near": _(
        "A remedy is too near: nobody shall think that one depends on the other. Wait some days."
    ),
    "no_review_to_update": _("There is no review in public that could be brought up to date."),
    "nobody_to_invite": _("This customer cannot be written to in private."),
    "silence_is_asked_twice": _(
        "The customer is asked twice first; after that the desk closes by itself."
    ),
    "verdict_missing": _("First decide whether the customer is right."),
    "kudos_to_oneself": _("Praise is for colleagues: nobody praises his own reply."),
    "not_sent": _("This reply has not gone out."),
    "kudos_given": _("You praised this reply already."),
    "third_public_reply": _(
        "Two public replies are the most for one person in one thread. The private door stays open."
    ),
    "no_such_exemption": _("Please choose one of the exemptions."),
    "exemption_not_borne_out": _("The case does not show what this exemption asks for."),
    "no_public_door": _("This channel cannot be answered in public."),
    "no_private_door": _("This customer cannot be reached in private on this channel."),
    "policy_not_approved": _(
        "Nothing leaves before the policy of this brand was approved once: open Policy and decide each place."
    ),
    "reply_empty": _("Please write something first."),
    "too_long": _("This is longer than the channel takes."),
    "longer_than_reviewed": _(
        "Twenty thousand characters are the most that is reviewed; nobody reads a longer answer."
    ),
    "window_closed": _(
        "The channel's time for an answer is over; try another way to reach him."
    ),
    "not_waiting_for_a_person": _("This is not waiting to be posted by hand."),
    "fate_is_known": _("This is decided already."),
    "owns_it_already": _("This person owns the case already."),
    "cannot_answer_here": _("This person does not answer at this brand."),
    "case_is_open": _("There is an open case about it already."),
    "not_correctable": _("This field cannot be corrected."),
    "not_read_yet": _("This was not read yet; try again in a moment."),
    "notice_blocked": _("The text to the customer did not pass the review."),
    "action_empty": _("Please write what will remove the cause."),
    "action_in_the_past": _("The date lies in the past; choose a later one."),
    "action_done": _("This is written down as done already."),
    "action_not_done": _("First do what removes the cause; the proof comes after."),
    "action_proven": _("This cause is proven gone already."),
    "proof_missing": _("A cause cannot be called gone without proof: write what shows it."),
    "proof_too_early": _("Wait until it has stayed away for three weeks; then it is proof."),
    "cause_came_back": _("It came back after it was done: it is not gone. Plan anew."),
    "one_to_five": _("Please choose from one to five."),
    "no_such_link": _("This link does not exist."),
    "link_expired": _("This link has expired."),
    "already_answered": _("This was answered already."),
    "member_already": _("This person works here already."),
    "invitation_over": _("This invitation is over."),
    "invitation_of_another": _("This invitation is for another address."),
    "sign_in_first": _("There is an account of this address: sign in with it first."),
}


DENIALS = (
    _("You may not do this."),
    _("Only an owner or a manager leads the team."),
    _("You may not give this role."),
    _("Only the owner of a case answers; take it over first."),
    _("Only a manager makes an exception (S4c-01)."),
    _("A colleague takes the second look, not the writer (S4a-35)."),
    _("A colleague ends the pause: read it with calm eyes (S4b-09)."),
    _("You may not say what is about this brand."),
    _("You may not say what is listened for here."),
    _("Somebody else decides about what you proposed (S1-28)."),
)


def denial(words: str) -> str:
    """Return why somebody may not do something, in the reader's language."""
    return gettext(words if words in DENIALS else DENIALS[0])


def sentences(because: Iterable[str]) -> list[str]:
    """Return what to tell a person about a refusal, rule ids at the end of the last sentence."""
    codes = list(because)
    rules = [code for code in codes if RULE.match(code)]
    told = [gettext(SENTENCES[code]) for code in codes if code in SENTENCES]
    told = told or [_of_a_finding(code) for code in codes if code in {*LABELS, *HINTS}]
    told = told or [gettext("A rule of the playbook refuses this.")]
    if rules:
        told[-1] += f" ({', '.join(rules)})"
    return told


def _of_a_finding(code: str) -> str:
    return sentences_of(code, language())[0]
