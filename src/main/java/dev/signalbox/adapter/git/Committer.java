package dev.signalbox.adapter.git;

import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.PersonIdent;

/// In whose name Signalbox makes tags.
public record Committer(String name, String email) {

  PersonIdent at(Instant time) {
    return new PersonIdent(name, email, time, ZoneOffset.UTC);
  }
}
