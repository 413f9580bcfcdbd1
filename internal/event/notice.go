package event

import "context"

// NoticeType is the detail-type of the event that tells a work team of tasks that
// wait. Its detail is a Notice.
const NoticeType = "Foureyes Work Team Notice"

// Notice tells that tasks wait for a work team.
type Notice struct {
	WorkteamARN  string `json:"workteamArn"`
	WorkteamName string `json:"workteamName"`
	// TopicARN is the NotificationTopicArn of the team.
	TopicARN string `json:"notificationTopicArn"`
	// Waiting counts the tasks that can be taken now.
	Waiting int `json:"waitingCount"`
	// PortalURL is where the team's people answer.
	PortalURL string `json:"portalUrl"`
}

// Members finds the people of work teams.
type Members interface {
	// TeamMails lists the mail addresses of a team's people who may sign in.
	TeamMails(ctx context.Context, account, region, team string) ([]string, error)
}
