package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.json.JsonMapper;

/// The schema and the reader say the same, as far as a schema can say it. The YAML is read here in
/// another way than the reader does.
class FlowSchemaTest {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(FlowSchema.json(), InputFormat.JSON);

  @TestFactory
  List<DynamicTest> every_good_file_is_valid() {
    List<Path> good = new ArrayList<>(Corpus.good());
    good.add(Corpus.FLOW_1);
    return good.stream()
        .map(file ->
            dynamicTest(
                file.getFileName().toString(), () -> assertThat(errors(text(file))).isEmpty()))
        .toList();
  }

  @TestFactory
  List<DynamicTest> a_malformed_file_is_refused_by_both_or_only_the_reader_knows() {
    return Corpus.bad().stream()
        .filter(FlowSchemaTest::isWellFormedYaml)
        .map(file ->
            dynamicTest(
                file.name(),
                () -> {
                  boolean values =
                      file.expected().stream()
                          .anyMatch(e -> e.code().matches("SB([12]\\d\\d|386)"));
                  if (values && !file.onlyTheReaderKnows()) {
                    assertThat(errors(file.text())).isNotEmpty();
                  } else {
                    assertThat(errors(file.text())).isEmpty();
                  }
                }))
        .toList();
  }

  @Test
  void the_schema_is_a_schema() {
    Schema ofSchemas =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));
    assertThat(ofSchemas.validate(FlowSchema.json(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void the_written_schema_is_the_grammar_s() {
    Generated.isUpToDate(Path.of("docs/reference/flow-file.schema.json"), FlowSchema.json());
  }

  private static boolean isWellFormedYaml(Corpus.Malformed file) {
    return file.expected().stream().noneMatch(e -> e.code().startsWith("SB0"));
  }

  private static List<?> errors(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    Object value = new Load(settings).loadFromString(yaml);
    return SCHEMA.validate(JsonMapper.shared().writeValueAsString(value), InputFormat.JSON);
  }

  private static String text(Path file) {
    return new String(Corpus.bytes(file), StandardCharsets.UTF_8);
  }
}
