export const count = (words) => words.split(/\s+/).filter(Boolean).length;
