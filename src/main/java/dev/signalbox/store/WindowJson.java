package dev.signalbox.store;

import dev.signalbox.base.Json;
import dev.signalbox.base.Words;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was counted in a window as JSON. Numbers come back to the last digit.
final class WindowJson {

  private WindowJson() {}

  static String write(Window window) {
    return Json.write(tree(window));
  }

  static String writeAll(List<Window> windows) {
    ArrayNode all = Json.mapper().createArrayNode();
    windows.forEach(window -> all.add(tree(window)));
    return Json.write(all);
  }

  static Window read(String json) {
    return window(Json.mapper().readTree(json));
  }

  static List<Window> readAll(String json) {
    List<Window> windows = new ArrayList<>();
    Json.mapper().readTree(json).forEach(one -> windows.add(window(one)));
    return windows;
  }

  private static ObjectNode tree(Window window) {
    ObjectNode tree = Json.mapper().createObjectNode();
    tree.put("number", window.number());
    tree.put("stage", window.stage());
    ArrayNode rows = tree.putArray("rows");
    for (Row row : window.rows()) {
      ObjectNode one = rows.addObject();
      one.put("metric", row.metric());
      one.put("arm", Words.of(row.arm()));
      one.put("instance", row.instance());
      one.put("total", row.total());
      one.put("bad", row.bad());
      row.bucket()
          .ifPresent(bucket -> {
            one.put("le", bucket.le());
            one.put("count", bucket.count());
          });
    }
    ArrayNode gaps = tree.putArray("gaps");
    for (Window.Gap gap : window.gaps()) {
      gaps.addObject().put("metric", gap.metric()).put("why", gap.why());
    }
    return tree;
  }

  private static Window window(JsonNode tree) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode one : tree.path("rows")) {
      rows.add(
          new Row(
              one.path("metric").asString(),
              Words.read(Arm.class, one.path("arm").asString()),
              one.path("instance").asString(),
              one.path("total").asDouble(),
              one.path("bad").asDouble(),
              one.has("le")
                  ? Optional.of(
                      new Row.Bucket(one.path("le").asDouble(), one.path("count").asDouble()))
                  : Optional.empty()));
    }
    List<Window.Gap> gaps = new ArrayList<>();
    for (JsonNode one : tree.path("gaps")) {
      gaps.add(new Window.Gap(one.path("metric").asString(), one.path("why").asString()));
    }
    return new Window(tree.path("number").asInt(), tree.path("stage").asInt(), rows, gaps);
  }
}
