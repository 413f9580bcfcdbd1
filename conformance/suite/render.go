package suite

import "strings"

func (p *probe) render(content, input string) *answer {
	return p.call("RenderUiTemplate", object{"RoleArn": roleARN, "Task": object{"Input": input}, "UiTemplate": object{"Content": content}})
}

func renders(content, input, want string) func(*probe) {
	return func(p *probe) {
		a := p.render(content, input)
		p.equal("Errors", a.list("Errors"), []any{})
		p.holds(strings.Contains(a.text("RenderedContent"), want), "RenderedContent is %q, want it to have %q", a.text("RenderedContent"), want)
	}
}

func rendersNot(content, input string) func(*probe) {
	return func(p *probe) {
		a := p.render(content, input)
		p.holds(len(a.list("Errors")) > 0, "there are no Errors, and RenderedContent is %q", a.text("RenderedContent"))
		for _, item := range a.list("Errors") {
			e, _ := item.(object)
			p.holds(e["Code"] != "" && e["Message"] != "", "an error is %v", e)
		}
	}
}

var renderCases = []testCase{
	life("RenderUiTemplate", "fills the input in", renders("<p>{{ task.input.text }}</p>", `{"text":"hello"}`, "<p>hello</p>")),
	life("RenderUiTemplate", "gives lists and structures as JSON", renders("{{ task.input | to_json | skip_autoescape }}", `{"a":[1,{"b":null}]}`, `{"a":[1,{"b":null}]}`)),
	life("RenderUiTemplate", "escapes all that it prints", renders("{{ task.input.t }}", `{"t":"<b> & \"c\" 'd'"}`, "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;")),
	life("RenderUiTemplate", "escapes JSON once", renders("{{ task.input | to_json | escape }}", `{"a":"&"}`, "{&quot;a&quot;:&quot;&amp;&quot;}")),
	life("RenderUiTemplate", "prints lists and structures as JSON", renders("{{ task.input.l }} {{ task }}", `{"l":["a",1]}`, "[&quot;a&quot;,1] {&quot;input&quot;:{&quot;l&quot;")),
	life("RenderUiTemplate", "escapes where it is asked to", renders("{{ task.input.t | escape }}", `{"t":"<b> & \"c\""}`, "&lt;b&gt; &amp; &quot;c&quot;")),
	life("RenderUiTemplate", "loops", renders("{% for x in task.input.l %}[{{ x }}]{% endfor %}", `{"l":["a","b"]}`, "[a][b]")),
	life("RenderUiTemplate", "keeps text in any language", renders("größer 😀 {{ task.input.t }}", `{"t":"日本語"}`, "größer 😀 日本語")),
	life("RenderUiTemplate", "leaves out what is not there", renders("[{{ task.input.none }}]", `{}`, "[]")),
	life("RenderUiTemplate", "signs links to objects", func(p *probe) {
		a := p.render("{{ task.input.o | grant_read_access }}", `{"o":"s3://`+p.world.bucket+`/scan.png"}`)
		p.equal("Errors", a.list("Errors"), []any{})
		p.holds(strings.HasPrefix(a.text("RenderedContent"), "http"), "the link is %q", a.text("RenderedContent"))
	}),
	life("RenderUiTemplate", "reports broken syntax", rendersNot("{% for %}", `{}`)),
	life("RenderUiTemplate", "reports a tag that is not closed", rendersNot("{% if task.input %}", `{}`)),
	life("RenderUiTemplate", "reports what is no object", rendersNot("{{ task.input.o | grant_read_access }}", `{"o":" "}`)),
	life("RenderUiTemplate", "takes a template by its ARN", func(p *probe) {
		a := p.call("RenderUiTemplate", object{"RoleArn": roleARN, "Task": object{"Input": `{"text":"by ARN"}`}, "HumanTaskUiArn": p.world.uiARN})
		p.holds(strings.Contains(a.text("RenderedContent"), "by ARN"), "RenderedContent is %q", a.text("RenderedContent"))
	}),
	life("RenderUiTemplate", "refuses two templates", func(p *probe) {
		p.refuse("RenderUiTemplate", object{
			"RoleArn": roleARN, "Task": object{"Input": "{}"}, "UiTemplate": object{"Content": "x"}, "HumanTaskUiArn": p.world.uiARN,
		}, "ValidationException", "")
	}),
	life("RenderUiTemplate", "refuses no template", func(p *probe) {
		p.refuse("RenderUiTemplate", object{"RoleArn": roleARN, "Task": object{"Input": "{}"}}, "ValidationException", "")
	}),
	life("RenderUiTemplate", "does not find a template that is not there", func(p *probe) {
		p.refuse("RenderUiTemplate", object{"RoleArn": roleARN, "Task": object{"Input": "{}"}, "HumanTaskUiArn": p.arn("human-task-ui", p.token())},
			"ResourceNotFound", "does not exist")
	}),
	life("RenderUiTemplate", "does not find a template of another account", func(p *probe) {
		other := elsewhere(p.world.uiARN, p.world.account, "999999999999")
		p.refuse("RenderUiTemplate", object{"RoleArn": roleARN, "Task": object{"Input": "{}"}, "HumanTaskUiArn": other}, "ResourceNotFound", "does not exist")
	}),
}
