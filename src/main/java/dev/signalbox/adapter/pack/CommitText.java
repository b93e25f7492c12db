package dev.signalbox.adapter.pack;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// What a commit says, from git's words into ours. Git stores whatever it is given; what comes out
/// here is text that can be shown and stored, and a time that a calendar has.
final class CommitText {

  /// The last second of the year 9999; as a number, for to read it as a date takes a start 4 ms.
  private static final long LATEST = 253_402_300_799L;

  private CommitText() {}

  /// The author is known by the name, or by the address where there is no name.
  static Commit read(CommitId id, List<CommitId> parents, byte[] raw) {
    Lines header = new Lines(raw);
    int author = -1;
    int authorEnd = 0;
    long authored = 0;
    Charset charset = StandardCharsets.UTF_8;
    for (; header.more(); header.next()) {
      if (author < 0 && header.standsAt("author ")) {
        author = header.at() + "author ".length();
        authorEnd = header.end();
        authored = header.timeAtEnd();
      } else if (header.standsAt("encoding ")) {
        charset = charset(header.behind("encoding ".length()));
      }
    }
    int message = Math.min(raw.length, header.at() + 1);
    String person = author < 0 ? "" : text(raw, author, authorEnd, charset);
    int open = person.indexOf('<');
    int close = person.indexOf('>', Math.max(open, 0));
    String name = (open < 0 ? person : person.substring(0, open)).strip();
    String address =
        open < 0 ? "" : person.substring(open + 1, close < 0 ? person.length() : close).strip();
    return new Commit(
        id,
        parents,
        name.isEmpty() ? address : name,
        address,
        onTheCalendar(authored),
        text(raw, message, raw.length, charset));
  }

  /// No database stores the character zero.
  private static String text(byte[] raw, int from, int to, Charset charset) {
    return new String(raw, from, to - from, charset).replace('\0', '\uFFFD');
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name.strip());
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  private static Instant onTheCalendar(long seconds) {
    return Instant.ofEpochSecond(Math.clamp(seconds, 0, LATEST));
  }
}
