package dev.signalbox.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Release lines: opened, added to, ended.
@Command(
    name = "release",
    description = "Opens, feeds and ends release lines: short branches off a release.",
    subcommands = {
      ReleaseCommand.Branch.class,
      ReleaseCommand.PickCommand.class,
      ReleaseCommand.End.class
    })
final class ReleaseCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    CommandLine.usage(spec.commandLine(), System.out);
  }

  /// Which line is meant.
  static final class LineArguments {

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String service;

    @Parameters(
        index = "1",
        paramLabel = "NAME",
        description = "The line, as its flow file names it; its branch has the same name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String line;

    @Mixin private final Because because = new Because();

    String lines() {
      return "/services/%s/lines".formatted(Remote.part(service));
    }

    String adopted() {
      return "/services/%s/adopted-lines".formatted(Remote.part(service));
    }
  }

  /// Opens a line.
  @Command(
      name = "branch",
      description =
          "Opens a line: a branch off what an environment has, with some commits of main.")
  static final class Branch implements Runnable {

    @Mixin private final Remote remote = new Remote();

    @Mixin private final LineArguments which = new LineArguments();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
        names = "--from",
        paramLabel = "RELEASE",
        description = "A version or a tag; what is in the environment it comes off if left out.")
    private @Nullable String from;

    @Option(
        names = "--pick",
        paramLabel = "COMMIT",
        description = "A commit to carry over; say it again for more, in their order.")
    private List<String> picks = List.of();

    @Option(
        names = "--continue",
        description = "Takes over the branch that you made and pushed by hand.")
    private boolean adopt;

    @Override
    public void run() {
      if (adopt && !picks.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "--continue takes the branch as you pushed it; --pick has no place beside it.");
      }
      Map<String, Object> body =
          new HashMap<>(Map.of("line", which.line, "reason", which.because.text()));
      if (from != null) {
        body.put("from", from);
      }
      if (!adopt) {
        body.put("commits", picks);
      }
      tell(remote, remote.write("POST", adopt ? which.adopted() : which.lines(), body));
    }
  }

  /// Puts more commits onto a line.
  @Command(name = "pick", description = "Puts more commits of main onto an open line.")
  static final class PickCommand implements Runnable {

    @Mixin private final Remote remote = new Remote();

    @Mixin private final LineArguments which = new LineArguments();

    @Option(
        names = "--pick",
        required = true,
        paramLabel = "COMMIT",
        description = "A commit to carry over; say it again for more, in their order.")
    private List<String> picks = List.of();

    @Override
    public void run() {
      tell(
          remote,
          remote.write(
              "POST",
              "%s/%s/commits".formatted(which.lines(), Remote.part(which.line)),
              Map.of("commits", picks, "reason", which.because.text())));
    }
  }

  /// Ends a line.
  @Command(name = "end", description = "Ends a line; its branch and its releases stay.")
  static final class End implements Runnable {

    @Mixin private final Remote remote = new Remote();

    @Mixin private final LineArguments which = new LineArguments();

    @Override
    public void run() {
      tell(
          remote,
          remote.write(
              "DELETE",
              "%s/%s".formatted(which.lines(), Remote.part(which.line)),
              Map.of("reason", which.because.text())));
    }
  }

  private static void tell(Remote remote, JsonNode line) {
    Screen screen = new Screen();
    if (remote.json()) {
      screen.json(line);
    } else {
      LinesCommand.show(screen, line);
    }
  }
}
