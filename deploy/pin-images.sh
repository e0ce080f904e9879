#!/bin/sh
# Writes the digest of every image into deploy/images.env; needs docker with buildx and the registry.
set -eu
file=$(dirname "$0")/images.env
while IFS= read -r line; do
  case $line in
    '#'* | '' ) echo "$line" ;;
    * )
      image=${line#*=}
      image=${image%@*}
      digest=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$image")
      echo "${line%%=*}=$image@$digest" ;;
  esac
done < "$file" > "$file.new"
mv "$file.new" "$file"
