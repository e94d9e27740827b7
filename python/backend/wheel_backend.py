"""Builds prof2dot for pip (PEP 517): compiles the native program, puts it beside the package.

With PROF2DOT_BUNDLE=1 the libraries that the program needs and a font go in as well, so that the
wheel runs where none of them is installed. Without, it needs what `make` needs, there and here.
"""

import base64
import functools
import hashlib
import io
import os
import re
import subprocess
import sysconfig
import tarfile
import tempfile
import zipfile

try:
    import tomllib
except ImportError:
    import tomli as tomllib

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SOURCES = next(
    d
    for d in (os.path.join(HERE, "native"), os.path.dirname(HERE))
    if os.path.exists(d + "/Makefile")
)
NATIVE = ["Makefile", "LICENSE", "include", "src", "templates", "runner"]  # what a build needs
PACKAGE = ["pyproject.toml", "README.md", "fonts.conf", "backend", "prof2dot"]
HARDENED = "-O2 -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2"
# Of the C library's package: every system with one has them, and they must be of one version.
SYSTEM = re.compile(r"^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util))\.so")
# What a make that called us was asked for is not for the build.
OF_MAKE = ("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "PLUGINS_INSIDE")
FONTS = "/usr/share/fonts/truetype/dejavu"


def output_of(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **options).stdout.decode()


def project():
    with open(os.path.join(HERE, "pyproject.toml"), "rb") as file:
        found = tomllib.load(file)["project"]
    with open(os.path.join(SOURCES, "include/base/version.h")) as file:
        found["version"] = re.search(r'PROF2DOT_VERSION "(.*)"', file.read()).group(1)
    return found


def metadata(about):
    lines = ["Metadata-Version: 2.4", "Name: " + about["name"], "Version: " + about["version"]]
    lines += ["Summary: " + about["description"], "Requires-Python: " + about["requires-python"]]
    lines += ["Requires-Dist: " + name for name in about.get("dependencies", [])]
    for extra, names in about.get("optional-dependencies", {}).items():
        lines += ["Provides-Extra: " + extra]
        lines += ["Requires-Dist: %s; extra == '%s'" % (name, extra) for name in names]
    lines += ["License-Expression: " + about["license"], "Keywords: " + ",".join(about["keywords"])]
    lines += ["License-File: " + name for name in about["license-files"]]
    lines += ["Classifier: " + name for name in about["classifiers"]]
    lines += ["Description-Content-Type: text/markdown", ""]
    with open(os.path.join(HERE, about["readme"]), encoding="utf-8") as file:
        return "\n".join(lines) + "\n" + file.read()


def entry_points(about):
    groups = dict(about.get("entry-points", {}), console_scripts=about["scripts"])
    return "\n".join(
        "[%s]\n%s" % (group, "".join("%s = %s\n" % pair for pair in sorted(entries.items())))
        for group, entries in sorted(groups.items())
    )


def compile_program(build, inside):
    """Makes the program; `inside`: with Graphviz' plugins linked in, and libraries beside it."""
    program = os.path.join(build, "prof2dot")
    flags = "-pie -Wl,-z,relro,-z,now,--as-needed -s"
    if inside:
        # An RPATH, which the libraries inherit and LD_LIBRARY_PATH does not overrule.
        flags += " -Wl,--disable-new-dtags,-rpath,\\$$ORIGIN/lib,--allow-shlib-undefined"
    make = ["make", "-s", "-j%d" % (os.cpu_count() or 1), "-C", SOURCES]
    make += ["BUILD=" + build, "PROGRAM=" + program]
    make += ["CFLAGS=" + HARDENED, "LDFLAGS=" + flags] + ["PLUGINS_INSIDE=1"] * inside
    environment = {name: os.environ[name] for name in os.environ if name not in OF_MAKE}
    output_of(*make, program, stderr=None, env=environment)
    return program


def libraries(program):
    """The paths of all libraries that the program needs and not every system has."""
    plugins = output_of("pkg-config", "--variable=libdir", "libgvc").strip() + "/graphviz"
    said = output_of("ldd", program, env=dict(os.environ, LD_LIBRARY_PATH=plugins))
    if "not found" in said:
        raise RuntimeError("a library is missing:\n" + said)
    found = dict(re.findall(r"^\s*(\S+) => (/\S+)", said, re.M))
    return {name: path for name, path in sorted(found.items()) if not SYSTEM.match(name)}


@functools.lru_cache(None)
def package_of(path):
    """The Debian package of a file and its version."""
    real = os.path.realpath(path)
    for candidate in (path, real, real.replace("/usr/lib", "/lib", 1)):
        done = subprocess.run(
            ["dpkg", "-S", candidate], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if not done.returncode:
            name = done.stdout.decode().split(": ")[0].split(":")[0]
            return name, output_of(
                "dpkg-query", "-W", "-f", "${Version} ${source:Package}\n", name
            ).split("\n")[0]
    raise RuntimeError("no package has " + path)


def bundle(program, files):
    """Adds to `files` the libraries, the fonts, and the licences of both."""
    inside = {"lib/" + name: path for name, path in libraries(program).items()}
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        inside["fonts/" + name] = os.path.join(FONTS, name)
    listed = ["What is in this package besides prof2dot, from which Debian package and source:", ""]
    for name, path in sorted(inside.items()):
        package, version = package_of(path)
        files["prof2dot/" + name] = path
        files["{info}/licenses/%s.txt" % package] = "/usr/share/doc/%s/copyright" % package
        listed.append(
            "%-34s %s %s, licence: %s.txt" % (os.path.basename(name), package, version, package)
        )
    files["{info}/licenses/CONTENTS.txt"] = ("\n".join(listed) + "\n").encode()
    files["prof2dot/fonts/fonts.conf"] = os.path.join(HERE, "fonts.conf")


def oldest_libc(paths):
    """The version of the C library that the newest symbol among these files' needs came with."""
    told = "".join(output_of("readelf", "-W", "--version-info", path) for path in paths)
    return max(tuple(map(int, found)) for found in re.findall(r"GLIBC_(\d+)\.(\d+)", told))


def tag(bundled):
    """`bundled`: the program and the libraries that the wheel has, if it has them."""
    machine = sysconfig.get_platform().split("-")[-1].replace(".", "_")
    if bundled:
        return "py3-none-manylinux_%d_%d_%s" % (*oldest_libc(bundled), machine)
    return "py3-none-" + sysconfig.get_platform().replace("-", "_").replace(".", "_")


def is_native(name):
    """Whether a file of the wheel is the program or a library."""
    return name == "prof2dot/prof2dot" or name.startswith("prof2dot/lib/")


def contents(path_or_bytes):
    if isinstance(path_or_bytes, bytes):
        return path_or_bytes
    with open(path_or_bytes, "rb") as file:
        return file.read()


def write_wheel(path, info, files):
    """A zip of the files, sorted, without dates; {info} in their names is the dist-info folder."""
    record = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:
        for name, source in sorted((name.replace("{info}", info), f) for name, f in files.items()):
            data = contents(source)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = (0o100755 if is_native(name) else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
            record.append("%s,sha256=%s,%d\n" % (name, digest, len(data)))
        wheel.writestr(
            zipfile.ZipInfo(info + "/RECORD", (1980, 1, 1, 0, 0, 0)),
            "".join(record) + info + "/RECORD,,\n",
        )


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    about = project()
    inside = os.environ.get("PROF2DOT_BUNDLE") == "1"
    files = {
        os.path.relpath(os.path.join(folder, name), HERE): os.path.join(folder, name)
        for folder, _, names in os.walk(os.path.join(HERE, "prof2dot"))
        for name in names
        if name.endswith((".py", ".typed"))
    }
    with tempfile.TemporaryDirectory(prefix="prof2dot-") as build:
        files["prof2dot/prof2dot"] = compile_program(build, inside)
        bundled = []
        if inside:
            bundle(files["prof2dot/prof2dot"], files)
            bundled = [path for name, path in files.items() if is_native(name)]
        return finish_wheel(wheel_directory, about, tag(bundled), files)


def finish_wheel(wheel_directory, about, label, files):
    """Adds what is told of a package, and writes its wheel; the name of that."""
    is_pure = "false" if files else "true"
    files["{info}/METADATA"] = metadata(about).encode()
    files["{info}/entry_points.txt"] = entry_points(about).encode()
    files["{info}/WHEEL"] = (
        "Wheel-Version: 1.0\nGenerator: prof2dot\nRoot-Is-Purelib: %s\nTag: %s\n" % (is_pure, label)
    ).encode()
    files["{info}/licenses/LICENSE"] = os.path.join(SOURCES, "LICENSE")
    name = "%s-%s" % (about["name"].replace("-", "_"), about["version"])
    write_wheel(
        os.path.join(wheel_directory, "%s-%s.whl" % (name, label)), name + ".dist-info", files
    )
    return "%s-%s.whl" % (name, label)


def build_gprof2dot(wheel_directory):
    """The wheel that the extra stands for: nothing but the command gprof2dot."""
    about = project()
    about["dependencies"] = ["%s==%s" % (about["name"], about["version"])]
    about["name"] = about.pop("optional-dependencies")["gprof2dot"][0]
    about["description"] = "The command gprof2dot, which is prof2dot with gprof2dot's defaults"
    about["scripts"] = {"gprof2dot": "prof2dot.__main__:gprof2dot"}
    del about["entry-points"]
    return finish_wheel(wheel_directory, about, "py3-none-any", {})


def build_sdist(sdist_directory, config_settings=None):
    """The package with the native program's sources in native/; built where `make` runs."""
    about = project()
    name = "prof2dot-%s" % about["version"]
    info = tarfile.TarInfo(name + "/PKG-INFO")
    told = metadata(about).encode()
    info.size = len(told)
    with tarfile.open(os.path.join(sdist_directory, name + ".tar.gz"), "w:gz") as archive:

        def leave_out(entry):
            return None if "__pycache__" in entry.name else entry

        archive.addfile(info, io.BytesIO(told))
        archive.add(os.path.join(SOURCES, "LICENSE"), name + "/LICENSE")
        for part in PACKAGE:
            archive.add(os.path.join(HERE, part), "%s/%s" % (name, part), filter=leave_out)
        for part in NATIVE:
            archive.add(
                os.path.join(SOURCES, part), "%s/native/%s" % (name, part), filter=leave_out
            )
    return name + ".tar.gz"
