package dev.signalbox.base;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// How our values look as JSON, everywhere: records by their components, a [Plain] value as its
/// text, an enum in lower case with hyphens, nothing left out.
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule("signalbox")
                  .addSerializer(Plain.class, new AsText<>(Plain.class))
                  .addSerializer(Enum.class, new AsWord())
                  .addSerializer(Raw.class, new AsItIs()))
          .build();

  private Json() {}

  /// JSON that was written before, passed on as it is.
  public record Raw(String text) {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  private static final class AsText<T> extends StdSerializer<T> {
    AsText(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializationContext context) {
      json.writeString(value.toString());
    }
  }

  private static final class AsItIs extends StdSerializer<Raw> {
    AsItIs() {
      super(Raw.class);
    }

    @Override
    public void serialize(Raw value, JsonGenerator json, SerializationContext context) {
      json.writeRawValue(value.text());
    }
  }

  @SuppressWarnings("rawtypes") // the library asks for the raw type to serialise every enum
  private static final class AsWord extends StdSerializer<Enum> {
    AsWord() {
      super(Enum.class);
    }

    @Override
    public void serialize(Enum value, JsonGenerator json, SerializationContext context) {
      json.writeString(Words.of(value));
    }
  }
}
