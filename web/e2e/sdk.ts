// A program that asks for reviews: the AWS SDK for JavaScript, unmodified, as
// conformance/js has it. It takes its settings from the environment when it is first
// used, so each server gets a copy of the module.
import type { Served } from './binary.ts';

/** Sdk is what conformance/js/clients.js exports, as far as it is used here. */
interface Sdk {
  createBucket(name: string): Promise<void>;
  createUI(name: string, content: string): Promise<string>;
  createFlowIn(
    bucket: string,
    name: string,
    uiArn: string,
    title: string,
    taskCount?: number,
    tags?: { Key: string; Value: string }[],
  ): Promise<string>;
  startLoop(flowArn: string, name: string, input: unknown): Promise<string>;
  putObject(bucket: string, key: string, body: Uint8Array, type: string): Promise<void>;
  readOutput(name: string): Promise<Output>;
}

/** Output is output.json, as far as it is read here. */
export interface Output {
  inputContent: unknown;
  humanAnswers: { answerContent: unknown }[];
}

/** sdk points the SDK at a server. */
export async function sdk(server: Served): Promise<Sdk> {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  const clients = new URL('../../conformance/js/clients.js', import.meta.url);
  clients.search = new URL(server.url).port;
  return import(clients.href);
}
