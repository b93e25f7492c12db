package dev.signalbox.store;

import dev.signalbox.domain.artifact.Digest;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Flow files by the digest of their bytes. What a run was pinned to can always be read again.
public record DefinitionStore(Handle sql) {

  public Digest keep(byte[] content, Instant now) {
    Digest digest = Digest.of(content);
    sql.createUpdate(
            """
            insert into definition (digest, content, first_seen)
            values (:digest, :content, :now)
            on conflict (digest) do nothing
            """)
        .bind("digest", digest.text())
        .bind("content", content)
        .bind("now", now)
        .execute();
    return digest;
  }

  public byte[] content(Digest digest) {
    return sql.createQuery("select content from definition where digest = :digest")
        .bind("digest", digest.text())
        .mapTo(byte[].class)
        .one();
  }
}
