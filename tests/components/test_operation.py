"""A form keeps the number of its operation until that was done."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from components.operation import operation_done, operation_id

    st.text(operation_id("form_a"))
    st.text(operation_id("form_b"))
    if st.button("Done"):
        operation_done("form_a")


def test_a_number_stays_until_its_operation_was_done() -> None:
    app = AppTest.from_function(_page).run()
    first, other = (one.value for one in app.text)
    assert first != other
    assert [one.value for one in app.run().text] == [first, other]
    app.button[0].click().run()
    after = [one.value for one in app.run().text]
    assert after[0] != first
    assert after[1] == other
