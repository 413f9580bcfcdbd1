/** Problem is a refusal of the API (RFC 9457), or its silence. */
export class Problem extends Error {
  /** status is the HTTP status, 0 when the server was not reached. */
  readonly status: number;

  /** body is all that the refusal tells, such as where in a query a mistake is. */
  readonly body: object;

  constructor(status: number, message: string, body: object = {}) {
    super(message);
    this.status = status;
    this.body = body;
  }

  /** isGone tells whether the assignment is no longer this worker's. */
  get isGone(): boolean {
    return [404, 409, 410].includes(this.status);
  }
}

/** problemOf reads a refusal; a body that is no problem document leaves the status. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  return new Problem(
    response.status,
    body.detail || body.title || response.statusText || `HTTP ${response.status}`,
    body,
  );
}
