package dev.signalbox.adapter.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What the server says from a certain moment on, so that a failed start can be explained by its
/// own words and not by those of last week.
final class ServerLog {

  private static final int LINES = 15;
  private static final int MOST_BYTES = 1 << 16;

  private final DataDirectory home;
  private final Map<Path, Long> before;

  private ServerLog(DataDirectory home, Map<Path, Long> before) {
    this.home = home;
    this.before = before;
  }

  /// The log from now on.
  static ServerLog fromNow(DataDirectory home) throws IOException {
    Files.deleteIfExists(home.startLog());
    return new ServerLog(home, sizes(home));
  }

  /// The last lines that were said.
  String lastLines() {
    try {
      Map<Path, Long> now = sizes(home);
      List<String> lines = new ArrayList<>();
      for (Map.Entry<Path, Long> file : now.entrySet()) {
        long known = before.getOrDefault(file.getKey(), 0L);
        lines.addAll(read(file.getKey(), known <= file.getValue() ? known : 0).lines().toList());
      }
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException unreadable) {
      return "(its log can't be read: " + unreadable.getMessage() + ")";
    }
  }

  /// Every file and its size: what the start said, then the log proper.
  private static Map<Path, Long> sizes(DataDirectory home) throws IOException {
    Map<Path, Long> sizes = new LinkedHashMap<>();
    if (Files.exists(home.startLog())) {
      sizes.put(home.startLog(), Files.size(home.startLog()));
    }
    if (Files.isDirectory(home.log(), LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.list(home.log())) {
        for (Path file : files.sorted().toList()) {
          sizes.put(file, Files.size(file));
        }
      }
    }
    return sizes;
  }

  private static String read(Path file, long from) throws IOException {
    try (SeekableByteChannel log =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      log.position(Math.max(from, log.size() - MOST_BYTES));
      ByteBuffer said = ByteBuffer.allocate(MOST_BYTES);
      log.read(said);
      return new String(said.array(), 0, said.position(), StandardCharsets.UTF_8);
    }
  }
}
