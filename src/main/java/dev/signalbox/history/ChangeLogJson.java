package dev.signalbox.history;

import dev.signalbox.base.Words;
import dev.signalbox.domain.change.Message;
import dev.signalbox.domain.change.Message.Footer;
import dev.signalbox.domain.change.Message.Statement;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.history.ChangeLog.Section;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A change log for programs: every release, every commit with what it says and weighs, and every
/// commit that was left out with the reason. Written as a stream, for logs are long.
public final class ChangeLogJson {

  private final VersionRules rules;
  private final Links links;
  private final JsonGenerator json;

  private ChangeLogJson(VersionRules rules, Links links, Writer out) {
    this.rules = rules;
    this.links = links;
    this.json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
  }

  public static void write(ChangeLog log, VersionRules rules, Links links, Writer out) {
    var writer = new ChangeLogJson(rules, links, out);
    writer.log(log);
    writer.json.writeRaw("\n");
    writer.json.flush();
  }

  private void log(ChangeLog log) {
    json.writeStartObject();
    json.writeArrayPropertyStart("releases");
    log.released().forEach(this::release);
    json.writeEndArray();
    json.writeArrayPropertyStart("commits");
    log.sections().forEach(section ->
        section.commits().stream()
            .filter(ReadCommit::counts)
            .forEach(read -> commit(section, read)));
    json.writeEndArray();
    json.writeArrayPropertyStart("leftOut");
    log.sections().forEach(section ->
        section.commits().stream()
            .filter(read -> !read.counts())
            .forEach(read -> leftOut(section, read)));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void release(Section section) {
    Tagged release = section.release().orElseThrow();
    json.writeStartObject();
    text("version", release.version().toString());
    text("tag", release.tag());
    text("sha", release.commit().text());
    maybe("date", section.date().map(Object::toString));
    maybe("previous", section.previous().map(previous -> previous.version().toString()));
    maybe(
        "compare",
        section.previous().flatMap(previous -> links.compare(previous.tag(), release.tag())));
    json.writeNumberProperty("commits", section.commits().size());
    json.writeEndObject();
  }

  private void commit(Section section, ReadCommit read) {
    Message message = read.message();
    Optional<Statement> first = message.statements().stream().findFirst();
    json.writeStartObject();
    text("sha", read.commit().id().text());
    release(section, "release");
    said(
        first.map(Statement::type),
        first.flatMap(Statement::scope),
        message.statements().stream().anyMatch(Statement::breaks),
        first.map(Statement::description).orElse(read.commit().subject()));
    footers(message.footers());
    texts("tickets", message.tickets());
    texts("reverts", message.revert().map(Message.Revert::commits).orElse(List.of()));
    message.pullRequest().ifPresentOrElse(
        number -> json.writeNumberProperty("pullRequest", number),
        () -> json.writeNullProperty("pullRequest"));
    text("bump", Words.of(rules.weigh(read)));
    text("author", read.commit().author());
    text("date", read.commit().authored().toString());
    json.writeArrayPropertyStart("also");
    message.statements().stream().skip(1).forEach(this::also);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void also(Statement statement) {
    json.writeStartObject();
    said(
        Optional.of(statement.type()),
        statement.scope(),
        statement.breaks(),
        statement.description());
    json.writeEndObject();
  }

  private void said(
      Optional<String> type, Optional<String> scope, boolean breaking, String description) {
    maybe("type", type);
    maybe("scope", scope);
    json.writeBooleanProperty("breaking", breaking);
    text("description", description);
  }

  private void footers(List<Footer> footers) {
    json.writeArrayPropertyStart("footers");
    for (Footer footer : footers) {
      json.writeStartObject();
      text("token", footer.token());
      text("value", footer.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void leftOut(Section section, ReadCommit read) {
    json.writeStartObject();
    text("sha", read.commit().id().text());
    release(section, "release");
    text("subject", read.commit().subject());
    maybe("reason", read.leftOut());
    json.writeEndObject();
  }

  private void release(Section section, String name) {
    maybe(name, section.release().map(release -> release.version().toString()));
  }

  private void text(String name, String value) {
    json.writeStringProperty(name, value);
  }

  private void texts(String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private void maybe(String name, Optional<String> value) {
    value.ifPresentOrElse(v -> text(name, v), () -> json.writeNullProperty(name));
  }
}
