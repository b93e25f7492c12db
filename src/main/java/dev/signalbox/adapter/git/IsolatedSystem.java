package dev.signalbox.adapter.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.SystemReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The machine as JGit may see it: no environment variable, no git configuration of the system or
/// of a user, no program. Left alone, JGit starts `git` to find the system's configuration and lets
/// `~/.gitconfig` change what a checkout looks like; a release must come out the same on every
/// host.
///
/// JGit keeps one such view for the whole process, so installing it changes JGit everywhere in it.
public final class IsolatedSystem extends SystemReader.Delegate {

  private static final Logger LOG = LoggerFactory.getLogger(IsolatedSystem.class);

  private IsolatedSystem(SystemReader machine) {
    super(machine);
  }

  /// Makes this the view of the whole process. Has to come before JGit's first look at a file.
  public static synchronized void install() {
    if (SystemReader.getInstance() instanceof IsolatedSystem) {
      return;
    }
    SystemReader.setInstance(new IsolatedSystem(SystemReader.getInstance()));
    if (FS.DETECTED instanceof FS_POSIX files) {
      files.setUmask(0022); // Unset, JGit asks a shell for it.
    }
    String names = System.getProperty("sun.jnu.encoding");
    if (!"UTF-8".equals(names)) {
      LOG.warn(
          "This locale writes file names in {}; tags and files with other letters will fail. "
              + "Start Signalbox with LC_ALL=C.UTF-8.",
          names);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // JGit takes null for a variable that is not set.
  public String getenv(String variable) {
    return null;
  }

  /// Only written into lock files; looking it up would ask the DNS.
  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Blank(parent, fs);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Blank(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Blank(parent, fs);
  }

  /// A configuration without a file. It answers one question: how finely a file system tells the
  /// times of two writes apart. Unanswered, JGit measures that for seconds and leaves probe files.
  private static final class Blank extends FileBasedConfig {

    /// Coarser than what Linux file systems do. Within this time of a write JGit reads again.
    private static final long RESOLUTION_MILLIS = 50;

    Blank(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals("filesystem") && name.equals("timestampResolution")
          ? unit.convert(RESOLUTION_MILLIS, TimeUnit.MILLISECONDS)
          : super.getTimeUnit(section, subsection, name, otherwise, unit);
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public void load() {
      // There is no file.
    }

    @Override
    public void save() {
      // There is no file.
    }
  }
}
