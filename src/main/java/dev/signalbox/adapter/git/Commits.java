package dev.signalbox.adapter.git;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.PortException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.RawParseUtils;

/// Commits from git's words into ours. Git stores whatever it is given; what comes out here is text
/// that can be shown and stored, and a time that a calendar has.
final class Commits {

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final PersonIdent NOBODY = new PersonIdent("", "", Instant.EPOCH, ZoneOffset.UTC);

  private Commits() {}

  /// The author is known by the name, or by the address where there is no name.
  static Commit from(RevCommit commit) {
    PersonIdent author = author(commit);
    String name = author.getName().isEmpty() ? author.getEmailAddress() : author.getName();
    return new Commit(
        id(commit),
        Arrays.stream(commit.getParents()).map(Commits::id).toList(),
        storable(name),
        storable(author.getEmailAddress()),
        onTheCalendar(author.getWhenAsInstant()),
        storable(commit.getFullMessage()));
  }

  static CommitId id(AnyObjectId commit) {
    return new CommitId(commit.name());
  }

  /// @throws PortException if the commit is named by SHA-256, which JGit does not read
  static ObjectId object(CommitId commit) {
    if (commit.text().length() != 40) {
      throw new PortException(
          "Commit %s is named by SHA-256. Repositories of that kind are not supported."
              .formatted(commit.brief()));
    }
    return ObjectId.fromString(commit.text());
  }

  /// Whose work it is, at a time that a calendar has.
  static PersonIdent author(RevCommit commit) {
    try {
      PersonIdent author = commit.getAuthorIdent();
      return author == null ? NOBODY : author;
    } catch (DateTimeException beyondAllTime) {
      byte[] raw = commit.getRawBuffer();
      int from = RawParseUtils.author(raw, 0);
      int name = RawParseUtils.nextLF(raw, from, '<');
      int address = RawParseUtils.nextLF(raw, name, '>');
      return new PersonIdent(
          RawParseUtils.decode(raw, from, name - 1).strip(),
          RawParseUtils.decode(raw, name, address - 1),
          LATEST,
          ZoneOffset.UTC);
    }
  }

  /// No database stores the character zero.
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  private static Instant onTheCalendar(Instant written) {
    if (written.isBefore(Instant.EPOCH)) {
      return Instant.EPOCH;
    }
    return written.isAfter(LATEST) ? LATEST : written;
  }
}
