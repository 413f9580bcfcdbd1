package lint

// Elements are the crowd elements that templates can use (SageMaker Developer
// Guide, Crowd HTML Elements Reference). A test holds the bundle's list against it.
var Elements = []string{
	"crowd-alert", "crowd-badge", "crowd-bounding-box", "crowd-button", "crowd-card", "crowd-checkbox",
	"crowd-classifier", "crowd-classifier-multi-select", "crowd-entity-annotation", "crowd-fab", "crowd-form",
	"crowd-icon-button", "crowd-image-classifier", "crowd-image-classifier-multi-select", "crowd-input",
	"crowd-instance-segmentation", "crowd-instructions", "crowd-keypoint", "crowd-line", "crowd-modal",
	"crowd-polygon", "crowd-polyline", "crowd-question-answer-generation", "crowd-radio-button", "crowd-radio-group",
	"crowd-rekognition-detect-moderation-labels", "crowd-semantic-segmentation", "crowd-slider", "crowd-slider-label",
	"crowd-tab", "crowd-tabs", "crowd-text-area", "crowd-text-ranking", "crowd-textract-analyze-document",
	"crowd-toast", "crowd-toggle-button",
}
