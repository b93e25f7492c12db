package dev.signalbox.cli;

import dev.signalbox.base.Words;
import dev.signalbox.cli.NextVersionCommand.Answer;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.NextVersion.Because;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The next version for programs. Written as a stream, because a mapper of objects would take longer
/// to begin than the answer takes to find.
final class NextVersionJson {

  private final JsonGenerator json;

  private NextVersionJson(JsonGenerator json) {
    this.json = json;
  }

  /// @param named whether each answer says its component, in an array
  static void print(List<Answer> answers, boolean named, PrintWriter out) {
    JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
    var writer = new NextVersionJson(json);
    if (named) {
      json.writeStartArray();
      answers.forEach(answer -> writer.answer(answer, true));
      json.writeEndArray();
    } else {
      writer.answer(answers.getFirst(), false);
    }
    json.writeRaw("\n");
    json.flush();
  }

  private void answer(Answer answer, boolean named) {
    NextVersion next = answer.next();
    json.writeStartObject();
    Optional<String> component = answer.since().component().name();
    if (named || component.isPresent()) {
      json.writeStringProperty("component", component.orElse(""));
    }
    maybe("current", next.current().map(Object::toString));
    maybe("next", next.next().map(Object::toString));
    maybe("tag", next.next().map(answer.since()::tagOf));
    json.writeStringProperty("bump", Words.of(next.bump()));
    json.writeNumberProperty("commits", next.commits());
    json.writeArrayPropertyStart("because");
    next.because().forEach(this::because);
    json.writeEndArray();
    json.writeArrayPropertyStart("warnings");
    next.warnings().forEach(json::writeString);
    json.writeEndArray();
    maybe("refused", next.refused());
    json.writeStringProperty("sentence", next.sentence());
    json.writeEndObject();
  }

  private void because(Because because) {
    json.writeStartObject();
    json.writeStringProperty("sha", because.sha().text());
    json.writeStringProperty("subject", because.subject());
    json.writeStringProperty("bump", Words.of(because.bump()));
    json.writeEndObject();
  }

  private void maybe(String name, Optional<String> value) {
    value.ifPresentOrElse(
        v -> json.writeStringProperty(name, v), () -> json.writeNullProperty(name));
  }
}
