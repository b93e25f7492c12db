import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.MethodBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Brings the classes of a jar into the form of this JDK where theirs is older than Java 6, as that of
/// picocli is. The JVM's cache takes no older ones, so that each start would read and verify them
/// anew, which takes longer than most commands do. What the classes do stays the same.
///
/// The launcher runs it after a build: java CurrentClasses.java JAR
void main(String[] arguments) throws IOException {
  Path jar = Path.of(arguments[0]);
  try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
      FileSystem inside = FileSystems.newFileSystem(jar);
      Stream<Path> files = Files.walk(inside.getPath("/"))) {
    var classes =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    List<Path> old = files.filter(this::isOld).toList();
    for (Path file : old) {
      var model = classes.parse(Files.readAllBytes(file));
      Files.write(file, classes.transformClass(model, this::current));
    }
  }
}

boolean isOld(Path file) {
  if (!file.toString().endsWith(".class")) {
    return false;
  }
  try (InputStream start = Files.newInputStream(file)) {
    byte[] header = start.readNBytes(8);
    return header.length == 8 && header[7] < ClassFile.JAVA_6_VERSION;
  } catch (IOException unreadable) {
    throw new UncheckedIOException(unreadable);
  }
}

void current(ClassBuilder builder, ClassElement element) {
  switch (element) {
    case ClassFileVersion _ -> builder.withVersion(ClassFile.latestMajorVersion(), 0);
    case MethodModel method -> builder.transformMethod(method, this::current);
    default -> builder.with(element);
  }
}

void current(MethodBuilder builder, MethodElement element) {
  switch (element) {
    case CodeModel code -> builder.transformCode(code, CodeTransform.ACCEPT_ALL);
    default -> builder.with(element);
  }
}
