"""Who somebody is at a provider, and which providers are admitted."""

from __future__ import annotations

import pytest

from wijkplatform.domain.people import Role
from wijkplatform.domain.providers import Admission, ProviderFault, mapped_role, subject_of, values_of

TENANT = "11111111-2222-3333-4444-555555555555"
ENTRA = f"https://login.microsoftonline.com/{TENANT}/v2.0"


def test_at_entra_somebody_is_the_oid_in_the_tenant_of_the_gemeente() -> None:
    claims = {"sub": "differs for each application", "oid": "lasting", "tid": TENANT}
    assert subject_of(ENTRA, claims) == "lasting"
    assert subject_of("https://id.example", claims) == "differs for each application"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "s", "oid": "o", "tid": TENANT.replace("1", "9")},
        {"sub": "s", "oid": "o"},
        {"sub": "s", "tid": TENANT},
        {"sub": "s", "oid": ["o"], "tid": TENANT},
    ],
)
def test_somebody_of_another_tenant_or_without_an_oid_is_nobody(claims) -> None:
    with pytest.raises(ProviderFault):
        subject_of(ENTRA, claims)


def test_a_host_is_admitted_with_its_own_port_only() -> None:
    admission = Admission(frozenset({"id.example", "other.example:8443"}), "http://127.0.0.1:4000")
    for fine in ("https://id.example", "https://id.example/realms/x", "https://other.example:8443", ENTRA):
        assert admission.why_not(fine) is None
    for wrong in ("https://id.example:8443", "https://other.example", "https://sub.id.example", "http://id.example"):
        assert admission.why_not(wrong)
    assert admission.why_not("http://127.0.0.1:4000") is None
    assert admission.why_not("http://127.0.0.1:4000/x")


@pytest.mark.parametrize(
    "odd", ["https://id.example/?x=1", "https://id.example/#x", "https://a@id.example", "https://["]
)
def test_an_issuer_is_a_plain_address(odd: str) -> None:
    assert Admission(frozenset({"id.example"})).why_not(odd)


def test_a_role_is_never_one_that_a_provider_may_not_give() -> None:
    assert mapped_role({"a"}, {"a": "wijkpartner"}) is None
    assert mapped_role({"a"}, {"a": "operator"}) is None
    assert mapped_role({"a", "b"}, {"a": "ambtenaar", "b": "spelleider"}) is Role.SPELLEIDER


@pytest.mark.parametrize("claim", ["none", 5, {"a": 1}, [["a"]], None, True])
def test_an_odd_claim_gives_no_value(claim) -> None:
    assert values_of({"groups": claim}, "groups") <= {"none"}
    assert values_of({"groups": claim}, "groups.deep") == frozenset()
