// Ranking, for the pages that ask for it.
import { CrowdTextRanking } from './crowd-text-ranking.ts';

export const elements = [['crowd-text-ranking', CrowdTextRanking]] as const;
