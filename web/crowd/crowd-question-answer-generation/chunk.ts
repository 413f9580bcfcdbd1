// Questions and answers about a text, for the pages that ask for them.
import { CrowdQuestionAnswerGeneration } from './crowd-question-answer-generation.ts';

export const elements = [['crowd-question-answer-generation', CrowdQuestionAnswerGeneration]] as const;
