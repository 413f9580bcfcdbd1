package store

import "foureyes/internal/event"

// A delivery's payload tells its target; the guard keeps the engines from reading those of
// other kinds, which are no JSON. (SQLite would see through one by the kind.)
var eventRelation = relation{
	rows:    expression{sqlite: deliveriesOf + ofDelivery("targetId").sqlite, postgres: deliveriesOf + ofDelivery("targetId").postgres},
	account: "e.account_id",
	columns: map[string]expression{
		"_key":          same("j.id"),
		"account_id":    same("e.account_id"),
		"attempts":      same("j.attempts"),
		"body":          {sqlite: bodyOfEvent.sqlite, postgres: "(" + bodyOfEvent.postgres + ")::json"},
		"creation_time": same("j.created_at"),
		"dead_at":       same("j.dead_at"),
		"detail_type":   {sqlite: "json_extract(" + bodyOfEvent.sqlite + ", '$.\"detail-type\"')", postgres: "(" + bodyOfEvent.postgres + ")::json ->> 'detail-type'"},
		"due_at":        same("CASE WHEN j.due_at < 253402214400000 THEN j.due_at END"),
		"event_id":      ofDelivery("eventId"),
		"last_error":    absent("j.last_error"),
		"region":        {sqlite: "json_extract(" + bodyOfEvent.sqlite + ", '$.region')", postgres: "(" + bodyOfEvent.postgres + ")::json ->> 'region'"},
		"status":        same("CASE WHEN j.dead_at IS NOT NULL THEN 'Dead' WHEN j.due_at = 253402214400000 THEN 'Queued' ELSE 'Waiting' END"),
		"target_kind":   same("e.kind"),
		"target_name":   same("e.name"),
	},
}

const deliveriesOf = "event_target e JOIN job j ON j.kind = '" + event.DeliverKind + "' AND e.id = "

// ofDelivery is a member of a delivery's payload.
func ofDelivery(key string) expression {
	return expression{
		sqlite:   "CASE WHEN json_valid(j.payload) THEN json_extract(j.payload, '$." + key + "') END",
		postgres: "CASE WHEN j.kind = '" + event.DeliverKind + "' THEN j.payload::json ->> '" + key + "' END",
	}
}

var bodyOfEvent = ofDelivery("body")
