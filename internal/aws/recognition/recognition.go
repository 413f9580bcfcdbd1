// Package recognition is the language of Amazon's two recognition services, as far
// as people review what they answer: Textract's blocks (AnalyzeDocument) and
// Rekognition's moderation labels (DetectModerationLabels).
//
// It owns their types, the walk that finds key-value pairs among blocks, and the
// reading of both from JSON in either spelling: PascalCase, as the services write
// it, and lowerCamelCase, as the input of a human loop has it. Who recognises, and
// what is asked about the result, is left to others.
package recognition

// The kinds of blocks that forms are made of. Textract has more; they are read and
// written as they come.
const (
	Page             = "PAGE"
	Line             = "LINE"
	Word             = "WORD"
	KeyValueSet      = "KEY_VALUE_SET"
	SelectionElement = "SELECTION_ELEMENT"
)

// The roles of a KEY_VALUE_SET block.
const (
	Key   = "KEY"
	Value = "VALUE"
)

// The kinds of relationships between blocks: a KEY block names its VALUE block,
// and both name the words that they are made of.
const (
	ChildOf = "CHILD"
	ValueOf = "VALUE"
)

// The two states of a SELECTION_ELEMENT block.
const (
	Selected    = "SELECTED"
	NotSelected = "NOT_SELECTED"
)

// The two kinds of text of a WORD block.
const (
	Printed     = "PRINTED"
	Handwriting = "HANDWRITING"
)

// Block is one thing found on a page.
type Block struct {
	BlockType       string         `json:"BlockType"`
	Confidence      float64        `json:"Confidence,omitzero"` // 0 to 100
	Text            string         `json:"Text,omitzero"`
	TextType        string         `json:"TextType,omitzero"`
	RowIndex        int            `json:"RowIndex,omitzero"`
	ColumnIndex     int            `json:"ColumnIndex,omitzero"`
	RowSpan         int            `json:"RowSpan,omitzero"`
	ColumnSpan      int            `json:"ColumnSpan,omitzero"`
	Geometry        *Geometry      `json:"Geometry,omitempty"`
	ID              string         `json:"Id"`
	Relationships   []Relationship `json:"Relationships,omitempty"`
	EntityTypes     []string       `json:"EntityTypes,omitempty"`
	SelectionStatus string         `json:"SelectionStatus,omitzero"`
	Page            int            `json:"Page,omitzero"` // counted from 1
}

// Geometry is where a block lies, as fractions of the page's width and height.
type Geometry struct {
	BoundingBox   BoundingBox `json:"BoundingBox"`
	Polygon       []Point     `json:"Polygon,omitempty"`
	RotationAngle float64     `json:"RotationAngle,omitzero"` // degrees
}

// BoundingBox is an upright rectangle.
type BoundingBox struct {
	Width  float64 `json:"Width"`
	Height float64 `json:"Height"`
	Left   float64 `json:"Left"`
	Top    float64 `json:"Top"`
}

// Point is a corner of a polygon.
type Point struct {
	X float64 `json:"X"`
	Y float64 `json:"Y"`
}

// Relationship names the blocks that a block is in one kind of relation with.
type Relationship struct {
	Type string   `json:"Type"`
	IDs  []string `json:"Ids"`
}

// Document is what AnalyzeDocument answers.
type Document struct {
	DocumentMetadata            DocumentMetadata `json:"DocumentMetadata"`
	Blocks                      []Block          `json:"Blocks"`
	AnalyzeDocumentModelVersion string           `json:"AnalyzeDocumentModelVersion,omitzero"`
}

// DocumentMetadata tells of a document as a whole.
type DocumentMetadata struct {
	Pages int `json:"Pages"`
}

// Label is one moderation label.
type Label struct {
	Name          string  `json:"Name"`
	ParentName    string  `json:"ParentName"` // empty at the top of the taxonomy
	Confidence    float64 `json:"Confidence"` // 0 to 100
	TaxonomyLevel int     `json:"TaxonomyLevel,omitzero"`
}
