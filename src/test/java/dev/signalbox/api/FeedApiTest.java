package dev.signalbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.base.Json;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The feed, by a socket: whoever is cut off and comes back misses nothing and hears nothing twice.
class FeedApiTest {

  private static final Path FOLDER = TestDatabase.passableFolder();
  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.start(FOLDER, Map.of());
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void an_event_is_a_fact_with_its_number_as_id() throws IOException {
    try (var reader = new Reader("")) {
      long seq = happen(1);
      Event event = reader.until(seq);
      assertThat(event.kind()).isEqualTo("fact");
      JsonNode fact = Json.mapper().readTree(event.data());
      assertThat(fact.path("seq").asLong()).isEqualTo(seq);
      assertThat(fact.path("sentence").asString()).isEqualTo("something happened");
    }
  }

  @Test
  void whoever_is_cut_off_again_and_again_misses_nothing_and_hears_nothing_twice()
      throws Exception {
    long first = happen(1) + 1;
    Thread world =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < 100; i++) {
                happen(1);
              }
            });
    List<Long> heard = new ArrayList<>();
    long last = first - 1;
    for (int lives = 1; heard.size() < 100; lives++) {
      try (var reader = new Reader(Long.toString(last))) {
        for (int i = 0; i < lives % 5 + 1 && heard.size() < 100; i++) {
          last = reader.next().id();
          heard.add(last);
        }
      }
    }
    world.join();
    assertThat(heard).containsExactlyElementsOf(from(first, 100));
  }

  @Test
  void a_long_absence_is_made_up_for_whole() throws IOException {
    long before = happen(1);
    happen(5_000);
    try (var reader = new Reader(Long.toString(before))) {
      assertThat(reader.next(5_000)).containsExactlyElementsOf(from(before + 1, 5_000));
    }
  }

  @Test
  void a_fact_that_is_still_being_written_is_not_jumped_over() throws Exception {
    long before = happen(1);
    try (Connection slow = server.database().connect();
        Statement writing = slow.createStatement()) {
      slow.setAutoCommit(false);
      writing.execute(insert(1));
      long after = happen(1);
      assertThat(after).isEqualTo(before + 2);
      try (var reader = new Reader(Long.toString(before))) {
        reader.hearsNothing();
        slow.commit();
        assertThat(reader.next(2)).containsExactly(before + 1, before + 2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999", "-1", "yesterday", "0x10", "99999999999999999999"})
  void an_id_that_nobody_gave_begins_with_what_happens_from_now_on(String id) throws IOException {
    happen(1);
    try (var reader = new Reader(id)) {
      long next = happen(1);
      assertThat(reader.until(next).id()).isEqualTo(next);
    }
  }

  @Test
  void a_slow_reader_holds_up_nobody_and_gets_everything_in_the_end() throws IOException {
    long before = happen(1);
    try (var slow = new Reader(Long.toString(before));
        var quick = new Reader(Long.toString(before))) {
      happen(6_000);
      assertThat(quick.next(6_000)).containsExactlyElementsOf(from(before + 1, 6_000));
      assertThat(slow.next(6_000)).containsExactlyElementsOf(from(before + 1, 6_000));
    }
  }

  @Test
  void readers_that_leave_are_let_go() throws IOException {
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      readers.add(new Reader(""));
    }
    for (Reader reader : readers) {
      reader.close();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          happen(1);
          return halfOpen() == 0;
        });
  }

  private record Event(long id, String kind, String data) {}

  /// A client of the feed that reads only when it is asked to.
  private static final class Reader implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader lines;

    /// Done when the server has begun to tell.
    Reader(String lastEventId) throws IOException {
      int port = server.api().address().getPort();
      this.socket = new Socket();
      socket.setReceiveBufferSize(8_192);
      socket.setSoTimeout(20_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      String last = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/feed HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n%s\r\n"
                  .formatted(port, last)
                  .getBytes(StandardCharsets.US_ASCII));
      this.lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).contains(" 200 ");
      while (!"retry: 2000".equals(Objects.requireNonNull(lines.readLine()))) {
        // headers
      }
    }

    /// Reads over what was not told yet when it came.
    Event until(long seq) throws IOException {
      Event event = next();
      while (event.id() < seq) {
        event = next();
      }
      return event;
    }

    List<Long> next(int many) throws IOException {
      List<Long> ids = new ArrayList<>();
      while (ids.size() < many) {
        ids.add(next().id());
      }
      return ids;
    }

    void hearsNothing() throws IOException {
      socket.setSoTimeout(300);
      assertThatThrownBy(this::next).isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(20_000);
    }

    Event next() throws IOException {
      Map<String, String> fields = new HashMap<>();
      while (true) {
        String line = Objects.requireNonNull(lines.readLine(), "the feed ended");
        int colon = line.indexOf(": ");
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 2));
        } else if (line.isEmpty() && fields.containsKey("data")) {
          return new Event(
              Long.parseLong(fields.getOrDefault("id", "-1")),
              fields.getOrDefault("event", ""),
              fields.getOrDefault("data", ""));
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /// Writes facts, as another server on the same database would.
  ///
  /// @return the number of the last
  private static long happen(int many) {
    try (Connection connection = server.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(insert(many));
      try (ResultSet row = statement.executeQuery("select max(seq) from fact")) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String insert(int many) {
    return """
    insert into fact (at, actor, proven, kind, sentence, why, data)
    select now(), 'tester', false, 'test', 'something happened', repeat('because ', 150), '{}'
    from generate_series(1, %d)
    """
        .formatted(many);
  }

  private static List<Long> from(long first, int many) {
    return LongStream.range(first, first + many).boxed().toList();
  }

  /// How many connections of the server's their clients have left and the server has not.
  private static long halfOpen() throws IOException {
    String closeWait =
        ":%04X [0-9A-F]+:[0-9A-F]{4} 08 .*".formatted(server.api().address().getPort());
    long count = 0;
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of(table))) {
        count += lines.filter(line -> line.matches(".*" + closeWait)).count();
      }
    }
    return count;
  }
}
