package smtp

import (
	"bytes"
	"encoding/json"
	"fmt"

	"foureyes/internal/event"
	"foureyes/internal/mail"
)

// messageOf says what an event means to people.
func messageOf(e event.Event, v event.Envelope) (mail.Message, error) {
	switch v.DetailType {
	case event.NoticeType:
		return noticeMessage(v)
	case event.DetailType:
		return mail.Message{
			Subject:  fmt.Sprintf("Human loop %s is %s", v.Loop.Name, v.Loop.Status),
			Lines:    []string{fmt.Sprintf("The human loop %s is %s.", v.Loop.Name, v.Loop.Status), "Flow definition: " + v.Loop.FlowARN},
			Document: indented(e),
		}, nil
	}
	return mail.Message{Subject: v.DetailType, Lines: []string{"This event was sent by Foureyes."}, Document: indented(e)}, nil
}

func noticeMessage(v event.Envelope) (mail.Message, error) {
	var n event.Notice
	if err := json.Unmarshal(v.Detail, &n); err != nil {
		return mail.Message{}, fmt.Errorf("read the notice: %w", err)
	}
	waiting := fmt.Sprintf("%d tasks are waiting for the work team %s.", n.Waiting, n.WorkteamName)
	if n.Waiting == 1 {
		waiting = fmt.Sprintf("One task is waiting for the work team %s.", n.WorkteamName)
	}
	return mail.Message{
		Subject: "Tasks are waiting for " + n.WorkteamName, Lines: []string{waiting},
		Link: n.PortalURL, LinkText: "Open the worker portal",
	}, nil
}

func indented(e event.Event) string {
	var b bytes.Buffer
	if json.Indent(&b, e.Body, "", "  ") != nil {
		return string(e.Body)
	}
	return b.String()
}
