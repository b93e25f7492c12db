package dev.signalbox.adapter.postgres;

import dev.signalbox.disk.Removal;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// The first start of a data directory. The cluster is made aside, with our user and our database
/// already in it, and then moved to its place: a start that is killed halfway leaves nothing behind
/// that could be taken for a database.
final class NewCluster {
  private NewCluster() {}

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int SECRET_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  static void found(DataDirectory home, Account account, Programs programs) {
    mustNeverHaveBeen(home);
    try {
      Vacancy.ensure(home.unfinished(), account);
      Files.deleteIfExists(home.password());
      Removal.of(home.unfinished());
      account.makeFolder(home.unfinished());
      initialize(home, account, programs);
      String password = secret();
      settleIn(home, account, programs, password);
      keep(home, password);
      Files.move(home.unfinished(), home.cluster(), StandardCopyOption.ATOMIC_MOVE);
      FileTree.settle(home.path());
    } catch (IOException refused) {
      throw new PortException(
          "A new database could not be made in %s (%s). See to its rights and to free space, or choose another data directory."
              .formatted(home.path(), refused.getMessage()),
          refused);
    }
  }

  /// A password without a cluster, finished or not, is what a lost disk leaves. An empty database
  /// in the place of a full one would be believed.
  private static void mustNeverHaveBeen(DataDirectory home) {
    if (Files.exists(home.password()) && !Files.exists(home.unfinished())) {
      throw new PortException(
          "There was a database in %s and it is gone: the password is there, the folder cluster is not. Mount it or bring it back from a backup; to begin with an empty one, remove %s."
              .formatted(home.path(), home.password()));
    }
  }

  /// The superuser's password is thrown away at once: nobody is to log in as one.
  private static void initialize(DataDirectory home, Account account, Programs programs)
      throws IOException {
    Path throwaway = home.path().resolve("initdb.password");
    Files.deleteIfExists(throwaway);
    account.makeFile(throwaway, secret());
    try {
      must(
          account.run(
              LIMIT,
              "",
              List.of(
                  programs.initdb().toString(),
                  "--pgdata=" + home.unfinished(),
                  "--username=" + ServerSettings.SUPERUSER,
                  "--auth=scram-sha-256",
                  "--pwfile=" + throwaway,
                  "--data-checksums",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8",
                  // One sync for all of its thousand files.
                  "--sync-method=syncfs",
                  "--no-instructions")),
          home);
    } finally {
      Files.deleteIfExists(throwaway);
    }
  }

  /// Says the first statements to the server while it is alone with us, one a line. An error of
  /// ours does not tell its details in the log, because details quote what is stored.
  private static void settleIn(
      DataDirectory home, Account account, Programs programs, String password) {
    String statements =
        """
        create role %1$s login createdb password '%2$s'
        alter role %1$s set log_error_verbosity = terse
        create database %3$s owner %1$s
        """
            .formatted(EmbeddedPostgres.USER, password, EmbeddedPostgres.DATABASE);
    Account.Answer answer =
        account.run(
            LIMIT,
            statements,
            List.of(
                programs.postgres().toString(),
                "--single",
                "-D",
                home.unfinished().toString(),
                "-c",
                "log_min_error_statement=panic",
                "postgres"));
    // It goes on after an error and ends well.
    boolean erred = answer.output().contains("ERROR:");
    must(erred ? new Account.Answer(-1, answer.output()) : answer, home);
  }

  private static void keep(DataDirectory home, String password) throws IOException {
    Files.createFile(
        home.password(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(home.password(), password);
    FileTree.settle(home.password());
  }

  private static void must(Account.Answer answer, DataDirectory home) {
    if (!answer.yes()) {
      throw new PortException(
          "A new database could not be made in %s. PostgreSQL said: %s"
              .formatted(home.path(), answer.output()));
    }
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
