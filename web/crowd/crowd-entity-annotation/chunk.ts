// Labels on stretches of a text, for the pages that ask for them.
import { CrowdEntityAnnotation } from './crowd-entity-annotation.ts';

export const elements = [['crowd-entity-annotation', CrowdEntityAnnotation]] as const;
