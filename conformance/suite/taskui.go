package suite

import (
	"maps"
	"net/http"
	"strings"
)

func (p *probe) taskUI(name, content string, more ...object) *answer {
	in := object{"HumanTaskUiName": name, "UiTemplate": object{"Content": content}}
	for _, m := range more {
		maps.Copy(in, m)
	}
	return p.call("CreateHumanTaskUi", in)
}

func ui(name string) object { return object{"HumanTaskUiName": name} }

var taskUICases = []testCase{
	life("CreateHumanTaskUi", "answers the ARN", func(p *probe) {
		name := p.token()
		a := p.taskUI(name, template)
		p.equal("the answer", a.value, object{"HumanTaskUiArn": p.arn("human-task-ui", name)})
	}),
	life("CreateHumanTaskUi", "refuses a name that is taken", func(p *probe) {
		name := p.token()
		p.taskUI(name, template)
		p.refuse("CreateHumanTaskUi", object{"HumanTaskUiName": name, "UiTemplate": object{"Content": "other"}}, "ResourceInUse", name)
		p.equal("the hash", p.call("DescribeHumanTaskUi", ui(name)).text("UiTemplate", "ContentSha256"), hexSHA256([]byte(template)))
	}),
	life("CreateHumanTaskUi", "takes a name again after deletion", func(p *probe) {
		name := p.token()
		p.taskUI(name, template)
		p.call("DeleteHumanTaskUi", ui(name))
		p.taskUI(name, "another")
		p.equal("the hash", p.call("DescribeHumanTaskUi", ui(name)).text("UiTemplate", "ContentSha256"), hexSHA256([]byte("another")))
	}),
	life("CreateHumanTaskUi", "does not judge the template", func(p *probe) {
		p.taskUI(p.token(), "{% if %} {{ | nonsense }}")
	}),
	life("DescribeHumanTaskUi", "tells hash and link but not the content", func(p *probe) {
		name, content := p.token(), "<p>größer 😀 {{ task.input }}</p>"
		p.taskUI(name, content)
		a := p.call("DescribeHumanTaskUi", ui(name))
		p.equal("HumanTaskUiName", a.text("HumanTaskUiName"), name)
		p.equal("HumanTaskUiArn", a.text("HumanTaskUiArn"), p.arn("human-task-ui", name))
		p.equal("HumanTaskUiStatus", a.text("HumanTaskUiStatus"), "Active")
		p.equal("ContentSha256", a.text("UiTemplate", "ContentSha256"), hexSHA256([]byte(content)))
		p.recent(a.at("CreationTime"))
		p.holds(!strings.Contains(string(a.body), "task.input"), "the answer holds the content")
	}),
	life("DescribeHumanTaskUi", "links to the content", func(p *probe) {
		name := p.token()
		p.taskUI(name, template)
		link := p.call("DescribeHumanTaskUi", ui(name)).text("UiTemplate", "Url")
		p.holds(strings.HasPrefix(link, "http"), "Url is %q", link)
		a := p.get(link)
		p.equal("the status of the link", a.status, http.StatusOK)
		p.equal("what the link gives", string(a.body), template)
	}),
	life("DescribeHumanTaskUi", "does not find what is not there", func(p *probe) {
		p.refuse("DescribeHumanTaskUi", ui(p.token()), "ResourceNotFound", "does not exist")
	}),
	life("DescribeHumanTaskUi", "tells upper case from lower", func(p *probe) {
		p.refuse("DescribeHumanTaskUi", ui(strings.ToUpper(p.token())), "ValidationException", "regular expression")
	}),
	alone("DescribeHumanTaskUi", "does not look into other regions", func(p *probe) {
		p.refuse("DescribeHumanTaskUi", ui(p.world.name), "ResourceNotFound", "does not exist")
	}),
	life("DeleteHumanTaskUi", "answers nothing and leaves nothing", func(p *probe) {
		name := p.token()
		p.taskUI(name, template)
		p.equal("the body", string(p.call("DeleteHumanTaskUi", ui(name)).body), "")
		p.refuse("DescribeHumanTaskUi", ui(name), "ResourceNotFound", "does not exist")
		p.refuse("DeleteHumanTaskUi", ui(name), "ResourceNotFound", "does not exist")
		p.refuse("RenderUiTemplate", object{"RoleArn": roleARN, "Task": object{"Input": "{}"}, "HumanTaskUiArn": p.arn("human-task-ui", name)}, "ResourceNotFound", "does not exist")
	}),
	life("DeleteHumanTaskUi", "does not find what is not there", func(p *probe) {
		p.refuse("DeleteHumanTaskUi", ui(p.token()), "ResourceNotFound", "does not exist")
	}),
	life("DeleteHumanTaskUi", "ends new loops of its flow definitions", func(p *probe) {
		name := p.token()
		p.taskUI(name, template)
		in := p.flow(name)
		in["HumanLoopConfig"].(object)["HumanTaskUiArn"] = p.arn("human-task-ui", name)
		p.call("CreateFlowDefinition", in)
		loop := object{"HumanLoopName": name, "FlowDefinitionArn": p.arn("flow-definition", name), "HumanLoopInput": object{"InputContent": "{}"}}
		p.call("StartHumanLoop", loop)
		p.call("DeleteHumanTaskUi", ui(name))
		p.call("StartHumanLoop", loop) // a retry
		later := clone(loop).(object)
		later["HumanLoopName"] = name + "-later"
		p.refuse("StartHumanLoop", later, "ValidationException", name)
		p.equal("the status of what had begun", p.call("DescribeHumanLoop", object{"HumanLoopName": name}).text("HumanLoopStatus"), "InProgress")
	}),
}
