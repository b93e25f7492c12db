package dev.signalbox.adapter.process;

import dev.signalbox.port.PortException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;

/// The system calls that Java does not offer: a signal for a whole process group, and the locks of
/// flock(2), which a child inherits and which Java's own file locks don't see. The numbers are
/// those of Linux on amd64 and arm64.
final class Kernel {

  enum Signal {
    TERM(15),
    KILL(9);

    private final int number;

    Signal(int number) {
      this.number = number;
    }
  }

  enum LockMode {
    SHARED(1),
    EXCLUSIVE(2);

    private final int number;

    LockMode(int number) {
      this.number = number;
    }
  }

  sealed interface Opened {

    record Descriptor(int number) implements Opened {}

    record NoSuchFile() implements Opened {}
  }

  private static final int NO_SUCH_FILE = 2;
  private static final int WOULD_BLOCK = 11;
  private static final int READ_AND_WRITE = 02;
  private static final int CREATE = 0100;
  private static final int CLOSE_ON_EXEC = 02000000;
  private static final int AT_ONCE = 4;

  /// How the JDK writes the names of files; in a bare environment that is not UTF-8.
  private static final Charset FILE_NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private static final StructLayout CALL = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle KILL =
      function("kill", 2, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final MethodHandle FLOCK =
      function("flock", 2, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final MethodHandle CLOSE = function("close", 1, ValueLayout.JAVA_INT);
  private static final MethodHandle OPEN =
      function("open", 2, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

  private Kernel() {}

  /// Signals one process. It may be gone already: whoever signals looks again.
  static void signal(long pid, Signal signal) {
    kill(pid, 1, signal);
  }

  /// Signals every process of a group in one call.
  static void signalGroup(long group, Signal signal) {
    kill(group, -1, signal);
  }

  private static void kill(long number, int sign, Signal signal) {
    if (number <= 1) {
      throw new IllegalStateException("a signal for process " + number + ". Indicates a bug.");
    }
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) KILL.invokeExact(arena.allocate(CALL), (int) (sign * number), signal.number);
    } catch (Throwable e) {
      throw bug(e);
    }
  }

  /// Opens a file so that no child of ours inherits it.
  static Opened open(Path file, boolean create) {
    byte[] name = file.toString().getBytes(FILE_NAMES);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment call = arena.allocate(CALL);
      MemorySegment path = arena.allocate(name.length + 1L);
      MemorySegment.copy(name, 0, path, ValueLayout.JAVA_BYTE, 0, name.length);
      int flags = READ_AND_WRITE | CLOSE_ON_EXEC | (create ? CREATE : 0);
      int number = (int) OPEN.invokeExact(call, path, flags, 0600);
      if (number >= 0) {
        return new Opened.Descriptor(number);
      }
      int errno = (int) ERRNO.get(call, 0L);
      if (errno == NO_SUCH_FILE) {
        return new Opened.NoSuchFile();
      }
      throw new PortException(
          "The lock %s cannot be opened (errno %d). Look at its owner, its rights and the disk."
              .formatted(file, errno));
    } catch (Throwable e) {
      throw bug(e);
    }
  }

  /// Takes the lock of an open file, or says at once that somebody else has it.
  static boolean lock(int descriptor, LockMode mode) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment call = arena.allocate(CALL);
      if ((int) FLOCK.invokeExact(call, descriptor, mode.number | AT_ONCE) == 0) {
        return true;
      }
      int errno = (int) ERRNO.get(call, 0L);
      if (errno == WOULD_BLOCK) {
        return false;
      }
      throw new PortException(
          "The file system of the work folder does not lock files (errno %d). Use a local disk."
              .formatted(errno));
    } catch (Throwable e) {
      throw bug(e);
    }
  }

  /// Closes an open file, and with it frees its lock.
  static void close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) CLOSE.invokeExact(arena.allocate(CALL), descriptor);
    } catch (Throwable e) {
      throw bug(e);
    }
  }

  /// @param fixed how many arguments stand before the variable ones
  @SuppressWarnings("restricted") // the one place with native access; the jar's manifest allows it
  private static MethodHandle function(String name, int fixed, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    Linker.Option errno = Linker.Option.captureCallState("errno");
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
        fixed < arguments.length
            ? new Linker.Option[] {errno, Linker.Option.firstVariadicArg(fixed)}
            : new Linker.Option[] {errno});
  }

  private static RuntimeException bug(Throwable e) {
    return e instanceof RuntimeException already
        ? already
        : new IllegalStateException("a system call could not be made. Indicates a bug.", e);
  }
}
