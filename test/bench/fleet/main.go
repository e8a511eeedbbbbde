// The same fleet in compiled Go: encoding/xml writes structs to XML files, without checks. The structs follow those of the
// libvirtxml module, but have only the fields of this fleet. With all fields, as in libvirtxml, it would not be faster.
package main

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

type Domain struct {
	XMLName  xml.Name  `xml:"domain"`
	Type     string    `xml:"type,attr"`
	Name     string    `xml:"name"`
	UUID     string    `xml:"uuid"`
	Memory   *Memory   `xml:"memory"`
	VCPU     uint      `xml:"vcpu"`
	OS       *OS       `xml:"os"`
	Features *Features `xml:"features"`
	Devices  *Devices  `xml:"devices"`
}

type Memory struct {
	Unit  string `xml:"unit,attr,omitempty"`
	Value uint   `xml:",chardata"`
}

type OS struct {
	Type *OSType `xml:"type"`
}

type Features struct {
	ACPI *struct{} `xml:"acpi"`
}

type OSType struct {
	Arch    string `xml:"arch,attr,omitempty"`
	Machine string `xml:"machine,attr,omitempty"`
	Type    string `xml:",chardata"`
}

type Devices struct {
	Disks      []Disk      `xml:"disk"`
	Interfaces []Interface `xml:"interface"`
	Serials    []Serial    `xml:"serial"`
	Graphics   []Graphics  `xml:"graphics"`
}

type Disk struct {
	Type   string  `xml:"type,attr"`
	Device string  `xml:"device,attr"`
	Driver *Driver `xml:"driver"`
	Source *Source `xml:"source"`
	Target *Target `xml:"target"`
}

type Driver struct {
	Name string `xml:"name,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
}

type Source struct {
	File   string `xml:"file,attr,omitempty"`
	Bridge string `xml:"bridge,attr,omitempty"`
}

type Target struct {
	Dev string `xml:"dev,attr,omitempty"`
	Bus string `xml:"bus,attr,omitempty"`
}

type Interface struct {
	Type   string  `xml:"type,attr"`
	MAC    *MAC    `xml:"mac"`
	Source *Source `xml:"source"`
	Model  *Model  `xml:"model"`
}

type MAC struct {
	Address string `xml:"address,attr"`
}

type Model struct {
	Type string `xml:"type,attr"`
}

type Serial struct {
	Type   string      `xml:"type,attr"`
	Target *SerialPort `xml:"target"`
}

type SerialPort struct {
	Port uint `xml:"port,attr"`
}

type Graphics struct {
	Type     string `xml:"type,attr"`
	AutoPort string `xml:"autoport,attr,omitempty"`
	Listen   string `xml:"listen,attr,omitempty"`
}

const images = "/var/lib/libvirt/images"

var namespace, _ = hex.DecodeString("6ba1cf0a57b94e5d9d0d6c9f3b1c7a52")

func uuidOf(name string) string {
	hash := sha1.Sum(append(append([]byte{}, namespace...), name...))
	hash[6] = hash[6]&0x0f | 0x50
	hash[8] = hash[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", hash[0:4], hash[4:6], hash[6:8], hash[8:10], hash[10:16])
}

var taken = map[string]bool{}

func macOf(uuid string, card int) string {
	for attempt := 0; ; attempt++ {
		seed := fmt.Sprintf("%s/%d", uuid, card)
		if attempt > 0 {
			seed = fmt.Sprintf("%s/%d", seed, attempt)
		}
		hash := sha256.Sum256([]byte(seed))
		mac := fmt.Sprintf("52:54:00:%02x:%02x:%02x", hash[0], hash[1], hash[2])
		if taken[mac] {
			continue
		}
		taken[mac] = true
		return mac
	}
}

func disk(name, role, dev string) Disk {
	return Disk{
		Type:   "file",
		Device: "disk",
		Driver: &Driver{Name: "qemu", Type: "qcow2"},
		Source: &Source{File: fmt.Sprintf("%s/%s-%s.qcow2", images, name, role)},
		Target: &Target{Dev: dev, Bus: "virtio"},
	}
}

func nic(uuid, bridge string, card int) Interface {
	return Interface{
		Type:   "bridge",
		MAC:    &MAC{Address: macOf(uuid, card)},
		Source: &Source{Bridge: bridge},
		Model:  &Model{Type: "virtio"},
	}
}

func domain(name string) *Domain {
	uuid := uuidOf(name)
	return &Domain{
		Type:     "kvm",
		Name:     name,
		UUID:     uuid,
		Memory:   &Memory{Unit: "GiB", Value: 4},
		VCPU:     2,
		OS:       &OS{Type: &OSType{Arch: "x86_64", Machine: "q35", Type: "hvm"}},
		Features: &Features{ACPI: &struct{}{}},
		Devices: &Devices{
			Disks:      []Disk{disk(name, "root", "vda"), disk(name, "data", "vdb"), disk(name, "log", "vdc")},
			Interfaces: []Interface{nic(uuid, "br0", 0), nic(uuid, "br1", 1)},
			Serials:    []Serial{{Type: "pty", Target: &SerialPort{Port: 0}}},
			Graphics:   []Graphics{{Type: "vnc", AutoPort: "yes", Listen: "127.0.0.1"}},
		},
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	out := os.Args[1]
	n, err := strconv.Atoi(os.Getenv("N"))
	must(err)
	must(os.MkdirAll(out, 0o777))
	for i := 0; i < n; i++ {
		name := fmt.Sprintf("vm%06d", i)
		text, err := xml.MarshalIndent(domain(name), "", "  ")
		must(err)
		file := filepath.Join(out, strings.Join([]string{name, "xml"}, "."))
		must(os.WriteFile(file, append(text, '\n'), 0o666))
	}
}
