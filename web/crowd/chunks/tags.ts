/** lateTags names the chunk that defines a tag, for the tags that the first script does not know. */
export const lateTags: Readonly<Record<string, string>> = {
  'crowd-bounding-box': 'drawing',
  'crowd-keypoint': 'drawing',
  'crowd-line': 'drawing',
  'crowd-polygon': 'drawing',
  'crowd-polyline': 'drawing',
  'crowd-entity-annotation': 'crowd-entity-annotation',
  'crowd-instance-segmentation': 'segmentation',
  'crowd-semantic-segmentation': 'segmentation',
  'crowd-text-ranking': 'crowd-text-ranking',
  'crowd-question-answer-generation': 'crowd-question-answer-generation',
  'crowd-textract-analyze-document': 'crowd-textract-analyze-document',
};
