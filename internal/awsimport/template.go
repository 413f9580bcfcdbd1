package awsimport

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
)

// template is a worker task template.
type template struct {
	HumanTaskUIName string `json:"HumanTaskUiName"`
	HumanTaskUIARN  string `json:"HumanTaskUiArn"`
	UITemplate      struct {
		URL           string `json:"Url"`
		ContentSHA256 string `json:"ContentSha256"`
	} `json:"UiTemplate"`
}

func (r *run) templates(ctx context.Context) ([]thing, error) {
	return pages(ctx, r.from, "ListHumanTaskUis", named{"MaxResults": 100}, func(p struct {
		Summaries []template `json:"HumanTaskUiSummaries"`
	},
	) []thing {
		all := make([]thing, 0, len(p.Summaries))
		for _, t := range p.Summaries {
			all = append(all, t)
		}
		return all
	})
}

func (t template) carry(ctx context.Context, r *run) Item {
	item, name := Item{Kind: "worker task template", Name: t.HumanTaskUIName}, named{"HumanTaskUiName": t.HumanTaskUIName}
	if err := r.from.Call(ctx, "DescribeHumanTaskUi", name, &t); err != nil {
		return item.failed(err)
	}
	var found template
	err := r.to.Call(ctx, "DescribeHumanTaskUi", name, &found)
	if err == nil {
		return r.compare(item, map[string]any{"content": t.UITemplate.ContentSHA256},
			map[string]any{"content": found.UITemplate.ContentSHA256}, r.here(t.HumanTaskUIARN))
	}
	if !absent(err) {
		return item.failed(err)
	}
	content, err := t.content(ctx, r.from)
	if err != nil {
		return item.failed(err)
	}
	if content == nil {
		return item.because(Left, "DescribeHumanTaskUi does not give its content back: put it into the folder of --templates "+
			"as %s.html (SHA-256 %s), and import again", t.HumanTaskUIName, t.UITemplate.ContentSHA256)
	}
	tags, err := r.tags(ctx, t.HumanTaskUIARN)
	if err != nil {
		return item.failed(err)
	}
	in := named{"HumanTaskUiName": t.HumanTaskUIName, "UiTemplate": named{"Content": string(content)}, "Tags": tags}
	return r.make(ctx, item, "CreateHumanTaskUi", in, r.here(t.HumanTaskUIARN))
}

// content finds the content by the two ways there are; nil when neither gives what the
// digest stands for. A link that does not open is no error: it may lead to where one has to
// be signed in.
func (t template) content(ctx context.Context, from Source) ([]byte, error) {
	if t.UITemplate.URL != "" {
		if body, err := from.Fetch(ctx, t.UITemplate.URL); err == nil && t.is(body) {
			return body, nil
		}
	}
	body, err := from.Template(t.HumanTaskUIName)
	if err != nil || !t.is(body) {
		return nil, err
	}
	return body, nil
}

func (t template) is(content []byte) bool {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]) == t.UITemplate.ContentSHA256
}
