package dev.signalbox.flow;

import dev.signalbox.flow.shape.JsonSchema;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema of the flow file, for editors: what it refuses, the reader refuses too.
public final class FlowSchema {

  private FlowSchema() {}

  /// The schema (draft 2020-12) as JSON.
  public static String json() {
    JsonMapper json = JsonMapper.shared();
    ObjectNode schema =
        json.createObjectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "The flow file of Signalbox")
            .put("description", "How a team takes a commit to production.");
    schema.setAll(JsonSchema.of(Grammar.File.SHAPE));
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
  }
}
