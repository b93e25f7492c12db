package dev.signalbox.cli;

import dev.signalbox.base.Problem;
import dev.signalbox.flow.FlowReader;
import dev.signalbox.flow.Reading;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.ProblemPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reads a flow file and tells every problem at once. Needs no server.
@Command(
    name = "validate",
    description = "Reads a flow file and tells every problem at once. Needs no server.")
final class ValidateCommand implements Callable<Integer> {

  /// One byte more than a flow file may have, so that a larger one is noticed and not read whole.
  private static final int MOST = 1_048_577;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "signalbox.yaml",
      description = "The flow file; signalbox.yaml if left out, - for standard input.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String file;

  @Option(names = "--explain", paramLabel = "CODE", description = "Says more about a code.")
  private @Nullable String code;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text or json.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String output;

  @Override
  public Integer call() {
    Screen screen = new Screen();
    if (code != null) {
      Optional<ProblemCode> known = ProblemCode.of(code);
      screen.line(
          known
              .map(ProblemCode::explanation)
              .orElseGet(() -> "There is no code '%s'.".formatted(code)));
      return known.isPresent() ? 0 : 4;
    }
    byte[] source = source();
    List<Problem> problems =
        switch (FlowReader.read(file, source)) {
          case Reading.Good _ -> List.of();
          case Reading.Bad(List<Problem> found) -> found;
        };
    switch (output) {
      case "json" -> screen.text(ProblemPrinter.json(problems));
      case "text" ->
          screen.text(
              problems.isEmpty()
                  ? file + " is a good flow.\n"
                  : new ProblemPrinter(file, source).text(problems));
      default ->
          throw new ParameterException(
              command.commandLine(), "'-o %s' is neither text nor json.".formatted(output));
    }
    return problems.isEmpty() ? 0 : 1;
  }

  private byte[] source() {
    try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      return in.readNBytes(MOST);
    } catch (NoSuchFileException none) {
      throw new CommandFailed(
          4, "There is no file '%s'. Name one: signalbox validate FILE".formatted(file));
    } catch (IOException unreadable) {
      throw new CommandFailed(
          1, "'%s' can not be read: %s".formatted(file, unreadable.getMessage()));
    }
  }
}
