# Installs Clausea.Batch as a Windows service under a virtual account that owns nothing but the data folder.
# Run as administrator:  .\install-windows-service.ps1 -Program C:\Clausea -Data D:\ClauseaData
# Remove it with:        sc.exe delete Clausea.Batch
#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding()]
param(
    # The folder that holds clausea.exe.
    [Parameter(Mandatory)] [string] $Program,
    # The data folder; made when it is missing.
    [Parameter(Mandatory)] [string] $Data,
    # A copy of templates\ that an upgrade leaves alone; the program's own when not given.
    [string] $Templates,
    # Settings for this service alone, such as @{ Ledger__SqlServer = 'Server=db1;Database=clausea;Integrated Security=True' }.
    [hashtable] $Settings = @{}
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$name = 'Clausea.Batch'
$account = "NT SERVICE\$name"

function Invoke-Checked([string] $File, [string[]] $Arguments) {
    & $File @Arguments | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "$File ended with code $LASTEXITCODE." }
}

$exe = Join-Path (Resolve-Path $Program) 'clausea.exe'
if (-not (Test-Path $exe)) { throw "There is no clausea.exe in $Program." }
if (Get-Service $name -ErrorAction SilentlyContinue) { throw "The service $name is installed already." }
New-Item -ItemType Directory -Force -Path $Data | Out-Null
$Data = (Resolve-Path $Data).Path

$command = "`"$exe`" serve --data `"$Data`""
if ($Templates) { $command += " --templates `"$((Resolve-Path $Templates).Path)`"" }

# New-Service cannot name a virtual account without a password; sc.exe can.
New-Service -Name $name -BinaryPathName $command -DisplayName 'Clausea.Batch worker' -StartupType Automatic `
    -Description 'Reads 835 remittance files, drafts appeal letters and serves their dashboard.' | Out-Null
Invoke-Checked 'sc.exe' @('config', $name, 'obj=', $account)
Invoke-Checked 'sc.exe' @('config', $name, 'start=', 'delayed-auto')
Invoke-Checked 'sc.exe' @('sidtype', $name, 'unrestricted')

# Under this source it writes to the event log; only an administrator can make one.
if (-not [System.Diagnostics.EventLog]::SourceExists('clausea')) {
    [System.Diagnostics.EventLog]::CreateEventSource('clausea', 'Application')
}

# After a crash: again in 5, 30 and 60 seconds; the count begins anew each day.
Invoke-Checked 'sc.exe' @('failure', $name, 'reset=', '86400', 'actions=', 'restart/5000/restart/30000/restart/60000')
Invoke-Checked 'sc.exe' @('failureflag', $name, '1')

# The data folder is for the service, administrators and the system alone; the program and templates are only read.
Invoke-Checked 'icacls.exe' @($Data, '/inheritance:r', '/grant:r', "${account}:(OI)(CI)M", '*S-1-5-32-544:(OI)(CI)F', '*S-1-5-18:(OI)(CI)F')
Invoke-Checked 'icacls.exe' @((Split-Path $exe), '/grant', "${account}:(OI)(CI)RX")
if ($Templates) { Invoke-Checked 'icacls.exe' @($Templates, '/grant', "${account}:(OI)(CI)RX") }

# Settings of this service alone. Administrators can read them: with Integrated Security there is no password among them.
if ($Settings.Count -gt 0) {
    $key = "HKLM:\SYSTEM\CurrentControlSet\Services\$name"
    $lines = [string[]]($Settings.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" })
    New-ItemProperty -Path $key -Name Environment -PropertyType MultiString -Value $lines -Force | Out-Null
}

Start-Service $name
Write-Host "$name runs. Dashboard: http://127.0.0.1:5080/hangfire/today"
