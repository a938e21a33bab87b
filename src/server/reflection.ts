import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ReflectionService } from "@grpc/reflection";
import protobuf from "protobufjs";
// oxlint-disable-next-line import/no-unassigned-import -- it adds toDescriptor to protobufjs's Root.
import "protobufjs/ext/descriptor.js";
import type { IFileDescriptorProto } from "protobufjs/ext/descriptor.js";

/** The proto sources lie beside server/, in src as in dist. */
const PROTO_ROOT = fileURLToPath(new URL("../proto/", import.meta.url));

/**
 * protobufjs writes neither the imports of a file nor absolute names of other files' types: clients in Go resolve a type by the first, the reflection
 * service by the second.
 */
function linkFile(file: IFileDescriptorProto, files: readonly IFileDescriptorProto[]): void {
  const fields = (file.messageType ?? []).flatMap((type) => type.field ?? []);
  const dependencies = new Set<string>();
  for (const field of fields) {
    const typeName = field.typeName?.replace(/^\./, "") ?? "";
    const owner = files.find(
      (other) => other !== file && typeName.startsWith(`${other.package ?? ""}.`),
    );
    if (owner?.name !== undefined && owner.name !== null) {
      field.typeName = `.${typeName}`;
      dependencies.add(owner.name);
    }
  }
  file.dependency = [...dependencies];
  file.syntax = "proto3";
}

/** The parts of a FileDescriptorSet, each a FileDescriptorProto: one repeated field. */
function splitFileSet(set: Uint8Array): Buffer[] {
  const reader = protobuf.Reader.create(set);
  const files: Buffer[] = [];
  while (reader.pos < reader.len) {
    reader.uint32();
    files.push(Buffer.from(reader.bytes()));
  }
  return files;
}

/** grpc.reflection.v1 and v1alpha over src/proto, showing `services`. */
export function createReflection(services: readonly string[]): ReflectionService {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target): string => `${PROTO_ROOT}${target}`;
  root.loadSync(
    readdirSync(PROTO_ROOT, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".proto"),
    ),
    { keepCase: true },
  );
  root.resolveAll();
  const set = root.toDescriptor("proto3");
  const files = set.file ?? [];
  for (const file of files) {
    linkFile(file, files);
  }
  const fileDescriptorProtos = splitFileSet(set.$type.encode(set).finish());
  return new ReflectionService(
    { all: { format: "Protocol Buffer 3 DescriptorProto", type: {}, fileDescriptorProtos } },
    { services: [...services] },
  );
}
