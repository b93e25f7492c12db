package dev.signalbox.adapter.pack;

import dev.signalbox.adapter.pack.StoredObject.Kind;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All objects of a repository, wherever they are: in packs, in files of their own, in the
/// repositories it borrows from. Whatever is wrong with them becomes a sentence here.
///
/// Packs come and go while git works beside us. So when an object is not found, the folders are
/// looked through once more before it is called missing.
final class ObjectStore {

  private final List<Path> folders;
  private final boolean partial;
  private final Inflation inflation = new Inflation();
  private final List<LooseObjects> loose = new ArrayList<>();
  private List<Pack> packs = List.of();
  private boolean looked;

  private ObjectStore(List<Path> folders, boolean partial) {
    this.folders = folders;
    this.partial = partial;
    folders.forEach(folder -> loose.add(new LooseObjects(folder, inflation)));
  }

  /// @param partial whether the repository was cloned without all of its objects
  static ObjectStore in(Path folder, boolean partial) throws IOException {
    var folders = new LinkedHashSet<Path>();
    addWithAlternates(folder, folders, 0);
    return new ObjectStore(List.copyOf(folders), partial);
  }

  private static void addWithAlternates(Path folder, Set<Path> folders, int links)
      throws IOException {
    if (!folders.add(folder.normalize())) {
      return;
    }
    Optional<String> alternates = SmallFile.text(folder.resolve("info").resolve("alternates"));
    if (alternates.isEmpty()) {
      return;
    }
    if (links == Limits.LINKS) {
      throw new IOException("too many repositories borrow from each other, at " + folder);
    }
    for (String line : alternates.get().lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        addWithAlternates(folder.resolve(line), folders, links + 1);
      }
    }
  }

  /// @throws PortException if it is missing, damaged, or something else
  byte[] read(ObjectId id, Kind kind) {
    StoredObject object = read(id);
    if (object.kind() != kind) {
      throw new PortException(
          "Object %s should be a %s and is a %s. Check the repository with: git fsck"
              .formatted(id, kind.word(), object.kind().word()));
    }
    return object.bytes();
  }

  /// @throws PortException if it is missing or damaged
  StoredObject read(ObjectId id) {
    StoredObject object = find(id, Pack::read, LooseObjects::read);
    if (object == null) {
      throw missing(id);
    }
    return object;
  }

  /// What an object is; empty if it is not there.
  Optional<Kind> kind(ObjectId id) {
    return Optional.ofNullable(find(id, Pack::kind, LooseObjects::kind));
  }

  /// The objects whose names begin with some digits, two at least.
  Set<ObjectId> beginning(String digits) {
    look();
    ObjectId from = filled(digits, "0");
    ObjectId to = filled(digits, "f");
    var found = new ArrayList<ObjectId>();
    try {
      for (Pack pack : packs) {
        pack.addBetween(from, to, found);
      }
      for (LooseObjects files : loose) {
        files.addBeginning(digits, found);
      }
    } catch (IOException failure) {
      throw unreadable(failure);
    }
    return new LinkedHashSet<>(found);
  }

  private static ObjectId filled(String digits, String rest) {
    String name = digits + rest.repeat(ObjectId.DIGITS - digits.length());
    return ObjectId.ofText(name.getBytes(StandardCharsets.US_ASCII), 0);
  }

  private interface FromPack<T> {
    T read(Pack pack, long offset) throws IOException, Damaged;
  }

  private interface FromFile<T> {
    @Nullable T read(LooseObjects files, ObjectId id) throws IOException, Damaged;
  }

  private <T> @Nullable T find(ObjectId id, FromPack<T> fromPack, FromFile<T> fromFile) {
    if (!looked) {
      look();
    }
    T found = findOnce(id, fromPack, fromFile);
    return found == null && look() ? findOnce(id, fromPack, fromFile) : found;
  }

  private <T> @Nullable T findOnce(ObjectId id, FromPack<T> fromPack, FromFile<T> fromFile) {
    for (Pack pack : packs) {
      T found = findIn(pack, id, fromPack);
      if (found != null) {
        return found;
      }
    }
    for (LooseObjects files : loose) {
      try {
        T found = fromFile.read(files, id);
        if (found != null) {
          return found;
        }
      } catch (IOException failure) {
        throw unreadable(failure);
      } catch (Damaged damage) {
        throw damaged(files.path(id) + " " + damage.fact(), damage);
      }
    }
    return null;
  }

  private static <T> @Nullable T findIn(Pack pack, ObjectId id, FromPack<T> reading) {
    try {
      long offset = pack.index().offset(id);
      return offset < 0 ? null : reading.read(pack, offset);
    } catch (IOException failure) {
      throw unreadable(failure);
    } catch (Damaged damage) {
      throw damaged(pack.path() + " " + damage.fact(), damage);
    } catch (IndexOutOfBoundsException beyond) {
      throw damaged(pack.path() + " leads beyond its end", beyond);
    } catch (InternalError cut) { // How the JVM says that a file shrank while it was read.
      throw damaged(pack.path() + " was cut off", cut);
    }
  }

  /// Looks which packs there are.
  ///
  /// @return whether there are others than before
  private boolean look() {
    var before = packs;
    var now = new ArrayList<Pack>();
    for (Path path : paths()) {
      now.add(known(before, path));
    }
    packs = now;
    looked = true;
    return !now.equals(before);
  }

  private Pack known(List<Pack> before, Path path) {
    for (Pack pack : before) {
      if (pack.path().equals(path)) {
        return pack;
      }
    }
    try {
      return Pack.open(path, inflation);
    } catch (IOException failure) {
      throw unreadable(failure);
    } catch (Damaged damage) {
      throw damaged(damage.fact(), damage);
    } catch (IndexOutOfBoundsException beyond) {
      throw damaged("The index of %s is cut off".formatted(path), beyond);
    }
  }

  private List<Path> paths() {
    var paths = new ArrayList<Path>();
    for (Path folder : folders) {
      Path here = folder.resolve("pack");
      if (!Files.isDirectory(here)) {
        continue;
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(here, "pack-*.pack")) {
        files.forEach(paths::add);
      } catch (IOException failure) {
        throw unreadable(failure);
      }
    }
    paths.sort(null);
    return paths;
  }

  private PortException missing(ObjectId id) {
    return new PortException(
        partial
            ? ("The repository was cloned in part, and object %s is not here. Get all of it with:"
                    + " git fetch --refetch --no-filter")
                .formatted(id)
            : "Object %s is missing from the repository. Check it with: git fsck".formatted(id));
  }

  private static PortException damaged(String fact, Throwable cause) {
    return new PortException(fact + ". Check the repository with: git fsck", cause);
  }

  private static PortException unreadable(IOException failure) {
    return new PortException(
        "The repository's objects cannot be read: %s. Check the disk and the rights there."
            .formatted(failure.getMessage()),
        failure);
  }
}
