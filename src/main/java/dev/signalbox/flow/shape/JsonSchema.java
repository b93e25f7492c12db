package dev.signalbox.flow.shape;

import dev.signalbox.flow.shape.Key.Presence;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A shape as a JSON Schema (draft 2020-12), for the completion, the hover texts and the red
/// underlines of an editor. It says what can be said about one value at a time; how values fit each
/// other, only the reader knows.
public final class JsonSchema {

  private static final JsonMapper JSON = JsonMapper.shared();

  private JsonSchema() {}

  public static ObjectNode of(Shape<?> shape) {
    return switch (shape) {
      case Text<?> text -> of(text);
      case Exactly exactly -> JSON.createObjectNode().put("const", exactly.number());
      case Choice<?> choice -> of(choice);
      case ListOf<?> list -> of(list);
      case MappingOf mapping -> of(mapping);
      case NamedOnes<?, ?> ones -> of(ones);
      case Either<?> either -> anyOf(of(either.one()), of(either.other()));
      case Words<?> words -> of(words);
      case Meaning<?, ?> meaning -> of(meaning.of());
      case Placed<?> placed -> of(placed.of());
    };
  }

  private static ObjectNode of(Text<?> text) {
    return JSON.createObjectNode()
        .put("type", "string")
        .put("description", text.rule())
        .put("pattern", "^(?:" + text.form() + ")$")
        .put("maxLength", text.most());
  }

  private static ObjectNode of(Choice<?> choice) {
    return anyOf(
        choice.options().stream()
            .map(option -> constant(option.word(), option.says()))
            .toArray(ObjectNode[]::new));
  }

  private static ObjectNode of(ListOf<?> list) {
    ObjectNode schema =
        JSON.createObjectNode().put("type", "array").put("minItems", 1).put("maxItems", Limit.MOST);
    schema.set("items", of(list.entry()));
    return schema;
  }

  private static ObjectNode of(MappingOf mapping) {
    ObjectNode schema = closed();
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.createArrayNode();
    ObjectNode beside = JSON.createObjectNode();
    for (Key<?> key : mapping.all()) {
      properties.set(key.word(), described(key));
    }
    for (Key<?> key : mapping.keys()) {
      switch (key.presence()) {
        case Presence.Required _ -> required.add(key.word());
        case Presence.Beside(String other, _) -> beside.putArray(key.word()).add(other);
        case Presence.Free _, Presence.Default _ -> {}
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    if (!beside.isEmpty()) {
      schema.set("dependentRequired", beside);
    }
    mapping
        .others()
        .ifPresent(others -> {
          schema.set("propertyNames", of(others.ones().name()));
          schema.set("additionalProperties", of(others.ones().each()));
        });
    if (!mapping.exclusive().isEmpty()) {
      ArrayNode oneOf = schema.putArray("oneOf");
      mapping.exclusive().forEach(key -> oneOf.addObject().putArray("required").add(key.word()));
    }
    return schema;
  }

  private static ObjectNode of(NamedOnes<?, ?> ones) {
    ObjectNode schema =
        JSON.createObjectNode()
            .put("type", "object")
            .put("minProperties", 1)
            .put("maxProperties", Limit.MOST);
    schema.set("propertyNames", of(ones.name()));
    schema.set("additionalProperties", of(ones.each()));
    return schema;
  }

  private static ObjectNode of(Words<?> words) {
    ObjectNode valued = closed().put("minProperties", 1).put("maxProperties", 1);
    ObjectNode properties = valued.putObject("properties");
    ObjectNode bare = JSON.createObjectNode();
    List<Word<?>> all = List.copyOf(words.words());
    for (Word<?> word : all) {
      word.valued()
          .ifPresent(
              value -> properties.set(word.word(), of(value).put("description", word.says())));
      word.bare().ifPresent(_ -> bare.withArray("anyOf").add(constant(word.word(), word.says())));
    }
    return bare.isEmpty() ? valued : properties.isEmpty() ? bare : anyOf(bare, valued);
  }

  private static ObjectNode described(Key<?> key) {
    String preset = key.preset().map(written -> " Left out, it is " + written + ".").orElse("");
    return of(key.shape()).put("description", key.says() + preset);
  }

  private static ObjectNode constant(String word, String says) {
    return JSON.createObjectNode().put("const", word).put("description", says);
  }

  private static ObjectNode closed() {
    return JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
  }

  private static ObjectNode anyOf(ObjectNode... schemas) {
    ObjectNode schema = JSON.createObjectNode();
    schema.putArray("anyOf").addAll(List.of(schemas));
    return schema;
  }
}
