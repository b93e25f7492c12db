package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.signalbox.base.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Slips of every kind, made by chance from a seed: whatever a file has become, reading it ends
/// soon, in a flow or in problems that have a place in the file.
class FlowMutationTest {

  private static final long SEED = 20_260_105;
  private static final int EDITS = 20_000;
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final byte[] LIKELY =
      "\t\n\r :-{}[],\"'#&*!|>%@`?\\.<0aZ\u00e9\u05d0\u202e\0".getBytes(StandardCharsets.UTF_8);

  @Test
  void every_slip_ends_in_a_flow_or_in_problems_with_a_place_inside_the_file() {
    Random random = new Random(SEED);
    byte[] original = Corpus.bytes(Corpus.FLOW_1);
    int good = 0;
    for (int i = 0; i < EDITS; i++) {
      byte[] slipped = original;
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        slipped = edit(slipped, random);
      }
      good += endsWell(slipped, i) ? 1 : 0;
    }
    assertThat(good).as("some slips do no harm, most do").isBetween(EDITS / 100, EDITS / 2);
  }

  private static boolean endsWell(byte[] bytes, int number) {
    Supplier<String> which =
        () ->
            "edit %d of seed %d:\n%s"
                .formatted(number, SEED, new String(bytes, StandardCharsets.UTF_8));
    long start = CpuTime.nanos();
    Reading reading;
    try {
      reading = FlowReader.read("flow.yaml", bytes);
    } catch (RuntimeException thrown) {
      return fail(which.get(), thrown);
    }
    assertThat(Duration.ofNanos(CpuTime.nanos() - start)).as(which).isLessThan(LIMIT);
    return switch (reading) {
      case Reading.Good _ -> true;
      case Reading.Bad(List<Problem> problems) -> {
        assertThat(problems).as(which).isNotEmpty();
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\r\n|\r|\n", -1);
        problems.forEach(problem -> isInside(lines, problem, which));
        yield false;
      }
    };
  }

  private static void isInside(String[] lines, Problem problem, Supplier<String> which) {
    assertThat(problem.place().line()).as(which).isBetween(1, lines.length);
    String line = lines[problem.place().line() - 1];
    assertThat(problem.place().column())
        .as(() -> problem + " in " + which.get())
        .isBetween(1, line.codePointCount(0, line.length()) + 1);
    assertThat(problem.fact()).as(which).isNotBlank();
  }

  private static byte[] edit(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length - 1);
    return switch (random.nextInt(6)) {
      case 0 -> splice(bytes, at, 1, new byte[0]);
      case 1 -> splice(bytes, at, 0, new byte[] {LIKELY[random.nextInt(LIKELY.length)]});
      case 2 -> splice(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 3 -> splice(bytes, at, 2, new byte[] {bytes[at + 1], bytes[at]});
      case 4 -> duplicateLine(bytes, random);
      default -> moveLine(bytes, random);
    };
  }

  private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
    var spliced = new ByteArrayOutputStream(bytes.length + added.length);
    spliced.write(bytes, 0, at);
    spliced.writeBytes(added);
    spliced.write(bytes, at + removed, bytes.length - at - removed);
    return spliced.toByteArray();
  }

  private static byte[] duplicateLine(byte[] bytes, Random random) {
    List<String> lines = lines(bytes);
    int from = random.nextInt(lines.size());
    lines.add(random.nextInt(lines.size()), lines.get(from));
    return bytes(lines);
  }

  private static byte[] moveLine(byte[] bytes, Random random) {
    List<String> lines = lines(bytes);
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return bytes(lines);
  }

  /// Byte by byte, so that broken UTF-8 stays as broken as it is.
  private static List<String> lines(byte[] bytes) {
    return new ArrayList<>(List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)));
  }

  private static byte[] bytes(List<String> lines) {
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }
}
