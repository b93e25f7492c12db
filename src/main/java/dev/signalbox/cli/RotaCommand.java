package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Who is on duty.
@Command(
    name = "rota",
    description = "Who is on duty for a role, who was and who will be; and swaps of turns.")
final class RotaCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private final Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Parameters(index = "1", arity = "0..1", paramLabel = "ROLE", description = "One role.")
  private @Nullable String role;

  @Option(
      names = "--at",
      paramLabel = "WHEN",
      description = "Who is on duty then: a day, or an instant.")
  private @Nullable String at;

  @Option(
      names = "--swap",
      paramLabel = "WHEN",
      description = "Gives the turn at this day or instant to somebody else.")
  private @Nullable String swap;

  @Option(names = "--to", paramLabel = "NAME", description = "Who takes the turn.")
  private @Nullable String to;

  @Mixin private final Because because = new Because();

  @Override
  public void run() {
    Screen screen = new Screen();
    String path = "/services/%s/rotas".formatted(Remote.part(service));
    if (role == null && (at != null || swap != null)) {
      throw new ParameterException(
          command.commandLine(), "--at and --swap are about one role: name it behind the service.");
    }
    JsonNode answer =
        swap != null
            ? remote.write("POST", path + "/" + Remote.part(named()) + "/swaps", body(swap))
            : at != null
                ? remote.get(path + "/" + Remote.part(named()) + "?at=" + Remote.part(at))
                : remote.get(path);
    if (remote.json()) {
      screen.json(answer);
    } else if (swap != null) {
      answer.forEach(turn -> screen.line(sentence(turn)));
    } else if (at != null) {
      screen.line(sentence(answer));
    } else {
      if (role != null
          && answer.valueStream().noneMatch(r -> r.path("role").asString("").equals(role))) {
        throw new CommandFailed(
            4,
            "%s has no rota for '%s'; its rotas: signalbox rota %s"
                .formatted(service, role, service));
      }
      answer.forEach(rota -> show(rota, screen));
    }
  }

  private String named() {
    return role == null ? "" : role;
  }

  private Map<String, Object> body(String turn) {
    Map<String, Object> body = new HashMap<>(Map.of("turn", turn, "reason", because.text()));
    if (to != null) {
      body.put("to", to);
    }
    return body;
  }

  private void show(JsonNode rota, Screen screen) {
    if (role != null && !role.equals(rota.path("role").asString(""))) {
      return;
    }
    screen.line("%s (%s)".formatted(Screen.of(rota.path("role")), Screen.of(rota.path("turns"))));
    var rows = new ArrayList<List<String>>();
    for (JsonNode past : rota.path("past")) {
      rows.addFirst(
          List.of("was", Screen.of(past.path("person")), Screen.at(past.path("began"), rota)));
    }
    if (rota.path("now").isObject()) {
      if (!rows.isEmpty()) {
        rows.removeLast();
      }
      rows.add(row("now", rota.path("now")));
    }
    rota.path("then").forEach(turn -> rows.add(row("then", turn)));
    screen.table(rows);
  }

  private static List<String> row(String when, JsonNode turn) {
    String swapped = turn.path("swapped").asString("");
    return List.of(
        when,
        Screen.of(turn.path("person")),
        Screen.at(turn.path("begins"), turn)
            + (swapped.isEmpty() ? "" : " (swapped: " + Screen.of(turn.path("swapped")) + ")"));
  }

  private static String sentence(JsonNode turn) {
    String end = turn.path("ends").asString("");
    return "%s from %s%s"
        .formatted(
            Screen.of(turn.path("person")),
            Screen.at(turn.path("begins"), turn),
            end.isEmpty() ? "" : " to " + Screen.at(turn.path("ends"), turn));
  }
}
