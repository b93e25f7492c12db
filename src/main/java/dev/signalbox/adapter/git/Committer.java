package dev.signalbox.adapter.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;

/// In whose name Signalbox makes tags and release commits, and with which signature.
///
/// @param key empty leaves them unsigned
public record Committer(String name, String email, Optional<SigningKey> key) {

  public Committer(String name, String email) {
    this(name, email, Optional.empty());
  }

  PersonIdent at(Instant time) {
    return new PersonIdent(name, email, time, ZoneOffset.UTC);
  }

  TagBuilder tag(String tag, ObjectId commit, String message, Instant time) {
    var made = new TagBuilder();
    made.setTag(tag);
    made.setObjectId(commit, Constants.OBJ_COMMIT);
    made.setTagger(at(time));
    // git looks for a tag's signature at the beginning of a line
    made.setMessage(key.isEmpty() || message.endsWith("\n") ? message : message + "\n");
    sign(made);
    return made;
  }

  CommitBuilder commit(ObjectId parent, ObjectId tree, String message, Instant time) {
    return commit(parent, tree, at(time), message, time);
  }

  /// @param author whose work it is
  CommitBuilder commit(
      ObjectId parent, ObjectId tree, PersonIdent author, String message, Instant time) {
    var made = new CommitBuilder();
    made.setParentId(parent);
    made.setTreeId(tree);
    made.setAuthor(author);
    made.setCommitter(at(time));
    made.setMessage(message);
    sign(made);
    return made;
  }

  private void sign(ObjectBuilder object) {
    key.ifPresent(signing -> {
      try {
        String signature = signing.sign("git", object.build());
        object.setGpgSignature(new GpgSignature(signature.getBytes(StandardCharsets.US_ASCII)));
      } catch (IOException impossible) {
        throw new UncheckedIOException("UTF-8 is unknown. Indicates a bug.", impossible);
      }
    });
  }
}
