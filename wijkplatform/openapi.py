"""The description of the API and of the socket messages, generated from the types in `wire`: OpenAPI 3.1.

Messages that only travel over the socket stand among the components, so that the front end's types come from here too.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from wijkplatform.live.handlers import EVENTS
from wijkplatform.wire import base, exports, leading, peers, summaries, talking, views

_VERSION = "1.0.0"
_SESSION = "/gemeenten/{gemeente}/sessions/{session}"

OPERATIONS: dict[tuple[str, str], tuple[str, Any, int, Any]] = {
    ("post", "/participants"): ("join", base.JoinRequest, 201, views.Joined),
    ("post", "/participants/door"): ("see_door", base.DoorRequest, 200, views.DoorSeen),
    ("post", "/participants/return"): ("come_back", base.ReturnRequest, 200, views.Joined),
    ("post", "/participants/next"): ("hand_on", base.NextPerson, 201, views.Joined),
    ("patch", "/participants/me"): ("change_own_place", base.PlaceChange, 200, views.Place),
    ("post", "/socket-tickets"): ("take_ticket", base.TicketRequest, 201, views.Ticket),
    ("get", "/gemeenten/{gemeente}/dashboard"): ("see_dashboard", None, 200, summaries.Dashboard),
    ("get", "/gemeenten/{gemeente}/live"): ("see_live", None, 200, summaries.LiveView),
    ("get", f"{_SESSION}/snapshot"): ("see_snapshot", None, 200, views.Snapshot),
    ("post", f"{_SESSION}/scores"): ("give_scores", base.ScoreBatch, 200, views.ReceiptList),
    ("post", f"{_SESSION}/proposals"): ("propose", base.ProposeOp, 200, views.Receipt),
    ("post", f"{_SESSION}/notes"): ("write_note", talking.NoteOp, 200, views.Receipt),
    ("post", f"{_SESSION}/note-decisions"): ("decide_note", talking.DecideOp, 200, views.StepTaken),
    ("post", f"{_SESSION}/outcomes"): ("end_point", talking.OutcomeOp, 200, views.StepTaken),
    ("get", f"{_SESSION}/owners"): ("see_owners", None, 200, talking.OwnerList),
    ("get", f"{_SESSION}/peers"): ("see_peers", None, 200, peers.PeerList),
    ("patch", f"{_SESSION}/agreements/{{agreement}}"): (
        "change_agreement",
        talking.AgreementChange,
        200,
        talking.AgreementView,
    ),
    ("post", f"{_SESSION}/papers"): ("type_paper", base.PaperOp, 200, views.Receipt),
    ("get", f"{_SESSION}/papers"): ("see_paper", None, 200, leading.PaperList),
    ("post", f"{_SESSION}/tables"): ("add_table", None, 201, leading.TableLink),
    ("get", f"{_SESSION}/tables"): ("see_tables", None, 200, leading.TableList),
    ("delete", f"{_SESSION}/tables/{{table}}"): ("revoke_table", None, 200, leading.TableRow),
    ("delete", f"{_SESSION}/trial"): ("wipe_trial", None, 200, leading.TrialWiped),
    ("get", f"{_SESSION}/choices"): ("see_choices", None, 200, leading.ChoiceList),
    ("get", f"{_SESSION}/results"): ("export_results", None, 200, exports.ResultsExport),
    ("get", f"{_SESSION}/participants"): ("see_participants", None, 200, leading.ParticipantList),
    ("patch", f"{_SESSION}/participants/{{participant}}"): (
        "change_participant",
        base.ParticipantChange,
        200,
        leading.ParticipantRow,
    ),
    ("patch", f"{_SESSION}/door"): ("change_door", base.DoorChange, 200, leading.DoorState),
    ("post", f"{_SESSION}/screens"): ("add_screen", None, 201, leading.ScreenLink),
}
"""Every call: its name, what goes in, the status of a good answer and what comes out. A test holds it to the routes."""

SOCKET_OUT: dict[str, Any] = {
    "snapshot": views.Snapshot,
    "progress": views.Progress,
    "bars": views.Bars,
    "moved": views.Moved,
    "published": views.Published,
    "discussion": views.Discussion,
    "notes": talking.Notes,
    "agreement": talking.Agreement,
    "presence": views.Presence,
    "heartbeat": views.Heartbeat,
    "server_restart": views.ServerRestart,
    "ended": views.Ended,
}
"""Every message that the server sends by itself."""

_ALSO = (views.Receipt, views.StepTaken, views.Refusal, views.Problem)


def document() -> str:
    """The description as JSON text, always in the same order."""
    incoming = [model for _, model, _, _ in OPERATIONS.values() if model] + [model for model, _ in EVENTS.values()]
    outgoing = [answer for _, _, _, answer in OPERATIONS.values()] + [*SOCKET_OUT.values(), *_ALSO]
    types = {one.__name__: one for one in [*incoming, *outgoing]}
    refs, definitions = TypeAdapter.json_schemas(
        [(name, "validation", TypeAdapter(one)) for name, one in sorted(types.items())],
        ref_template="#/components/schemas/{model}",
        schema_generator=GenerateJsonSchema,
    )
    schemas = dict(definitions.get("$defs", {}))
    for (name, _), schema in refs.items():
        if "$ref" not in schema:
            schemas[name] = schema
    body = {
        "openapi": "3.1.0",
        "info": {
            "title": "Wijkplatform",
            "version": _VERSION,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": _paths(),
        "x-socket": {"in": sorted(EVENTS), "out": {name: one.__name__ for name, one in sorted(SOCKET_OUT.items())}},
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for (method, path), (name, model, status, answer) in OPERATIONS.items():
        operation: dict[str, Any] = {
            "operationId": name,
            "parameters": [_parameter(part) for part in path.split("/") if part.startswith("{")],
            "responses": {
                str(status): _content("application/json", answer),
                "default": _content("application/problem+json", views.Problem),
            },
        }
        if model:
            operation["requestBody"] = {**_content("application/json", model), "required": True}
            del operation["requestBody"]["description"]
        paths.setdefault(path, {})[method] = operation
    return paths


def _parameter(part: str) -> dict[str, Any]:
    name = part.strip("{}")
    kind = {"type": "string"} if name == "gemeente" else {"type": "string", "format": "uuid"}
    return {"name": name, "in": "path", "required": True, "schema": kind}


def _content(kind: str, model: Any) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"description": (model.__doc__ or "").splitlines()[0], "content": {kind: {"schema": reference}}}
