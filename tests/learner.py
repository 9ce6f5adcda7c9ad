"""What a learner does in code, for the tests."""

from techgov import check
from techgov.answers import pose


def answer(id, wrong=False):
    """Answer the question ``id``, right or with its first named mistake; returns the verdict."""
    posed = pose(id)
    return check(id, posed.question.wrong_answer(posed.question.wrong[0], posed.answer, posed.wrong) if wrong else
                 posed.question.right_answer(posed.answer))
